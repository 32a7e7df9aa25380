/**
 * Another view type for a table's stream: the stream is turned off and a new one turned on (DS-6). Whatever happens
 * in between, the caller learns where it stands.
 */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamViewType } from '../ports/table-catalog';
import {
  type SettledStream,
  type StreamChange,
  type StreamChangePorts,
  followStreamChange,
  sendStreamChange,
} from './settle-stream';

export type ReplacementStage =
  /** Nothing was changed. */
  | 'asBefore'
  /** Turning off was accepted; that it is done was not seen. */
  | 'turningOff'
  | 'off'
  /** Turning on was accepted; that it is done was not seen. */
  | 'turningOn';

export type StreamReplacement =
  | { readonly outcome: 'done'; readonly stream: SettledStream }
  | { readonly outcome: 'broken'; readonly stage: ReplacementStage; readonly error: unknown };

/** Never rejects: an error, also the stop signal's reason, is part of the answer. */
export async function replaceStream(
  ports: StreamChangePorts,
  { viewType, ...table }: StreamChange & { readonly viewType: StreamViewType },
  onStage: (stage: ReplacementStage) => void,
  stop: StopSignal,
): Promise<StreamReplacement> {
  let stage: ReplacementStage = 'asBefore';
  const enter = (next: ReplacementStage): void => onStage((stage = next));
  try {
    await sendStreamChange(ports, { ...table, viewType: undefined }, stop);
    enter('turningOff');
    await followStreamChange(ports, { ...table, viewType: undefined }, stop);
    enter('off');
    await sendStreamChange(ports, { ...table, viewType }, stop);
    enter('turningOn');
    return { outcome: 'done', stream: await followStreamChange(ports, { ...table, viewType }, stop) };
  } catch (error) {
    return { outcome: 'broken', stage, error };
  }
}
