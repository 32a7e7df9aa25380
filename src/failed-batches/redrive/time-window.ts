/** The window and state that a batch of a tumbling window was sent with: only a document in S3 carries them (section 3.8). */
import type { TimeWindowMembers } from '../../engine/events/event-bytes';
import type { JsonObject } from '../../engine/events/json-object';
import { isJsonObject } from '../../engine/events/json-object';

/** @param payload the event as JSON text. @returns undefined unless all members are there */
export function timeWindowOf(payload: string | undefined): TimeWindowMembers | undefined {
  const event = payload === undefined ? undefined : parse(payload);
  if (!isJsonObject(event)) return undefined;
  const window = event['window'];
  const state = event['state'];
  if (!isJsonObject(window) || state === undefined) return undefined;
  const { start, end } = window;
  const { shardId, eventSourceARN } = event;
  if (typeof start !== 'string' || typeof end !== 'string') return undefined;
  if (typeof shardId !== 'string' || typeof eventSourceARN !== 'string') return undefined;
  return {
    window: { start, end },
    state: JSON.stringify(state),
    shardId,
    eventSourceARN,
    ...flagsOf(event),
  };
}

/** As a part of a batch has them that other parts follow: the window ends with the last one (TW-6). */
export function beforeItsEnd(timeWindow: TimeWindowMembers): TimeWindowMembers {
  return { ...timeWindow, isFinalInvokeForWindow: false, isWindowTerminatedEarly: false };
}

function flagsOf(
  event: JsonObject,
): Pick<TimeWindowMembers, 'isFinalInvokeForWindow' | 'isWindowTerminatedEarly'> {
  return {
    isFinalInvokeForWindow: event['isFinalInvokeForWindow'] === true,
    isWindowTerminatedEarly: event['isWindowTerminatedEarly'] === true,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
