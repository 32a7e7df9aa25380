/** Takes an event apart, and holds its records' bytes against what was written to the stream. */
import type { WindowMembers } from '../model/trace';

export interface ReadEvent {
  readonly bytes: number;
  readonly sequenceNumbers: readonly string[];
  readonly window?: WindowMembers;
}

const sequenceNumberPattern = /"SequenceNumber":"(\d+)"/g;
/** Of the members beside `Records`, in the order of the sample (section 3.8). */
const windowKeys = [
  'window',
  'state',
  'shardId',
  'eventSourceARN',
  'isFinalInvokeForWindow',
  'isWindowTerminatedEarly',
];

/** @throws if the event is not, byte for byte, what Lambda makes of these records */
export function readEvent(event: string | Uint8Array, textOf: (sequenceNumber: string) => string): ReadEvent {
  const text = typeof event === 'string' ? event : Buffer.from(event).toString();
  const isPlain = text.endsWith('}]}') || text === '{"Records":[]}';
  const sequenceNumbers = Array.from(text.matchAll(sequenceNumberPattern), ([, digits]) => String(digits));
  const opening = `{"Records":[${sequenceNumbers.map(textOf).join(',')}]`;
  if (!text.startsWith(opening)) throw new Error('The event has not the records of the stream.');
  const read = { bytes: Buffer.byteLength(text), sequenceNumbers };
  if (isPlain && text.length === opening.length + 1) return read;
  return { ...read, window: readWindow(JSON.parse(`{${text.slice(opening.length + 1)}`)) };
}

function readWindow(members: unknown): WindowMembers {
  const found = new Map<string, unknown>(
    typeof members === 'object' && members !== null ? Object.entries(members) : [],
  );
  if ([...found.keys()].join() !== windowKeys.join()) {
    throw new Error(`The event has ${[...found.keys()].join()} beside its records.`);
  }
  const bounds = found.get('window');
  const window = new Map<string, unknown>(
    typeof bounds === 'object' && bounds !== null ? Object.entries(bounds) : [],
  );
  return {
    start: window.get('start'),
    end: window.get('end'),
    state: found.get('state'),
    shardId: found.get('shardId'),
    eventSourceARN: found.get('eventSourceARN'),
    isFinal: found.get('isFinalInvokeForWindow'),
    isTerminatedEarly: found.get('isWindowTerminatedEarly'),
  };
}
