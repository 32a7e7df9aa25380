/** Where a session's records come from, as launch attributes: captures on disk, or a live stream. */
import { parseStreamArn } from '../../engine/events/stream-arn';
import type { AttributeReader, RawLaunchConfiguration, RecordSelection } from './attribute-reader';
import type { WrittenPosition } from './starting-position';
import { parseStartingPosition } from './starting-position';

export interface CapturedRecords {
  readonly kind: 'captures';
  /** Globs or paths, absolute or relative to the workspace folder. */
  readonly captures: readonly string[];
  /** Which records of the captures are fed; all without it. */
  readonly records?: RecordSelection;
}

export interface LiveRecords {
  readonly kind: 'stream';
  /** The stream that the deployed trigger reads, where it is absent. */
  readonly of?: { readonly table: string } | { readonly streamArn: string };
  readonly position: WrittenPosition;
  /** Go on after the checkpoints of the last session of this name on this stream. */
  readonly resume: boolean;
  /** What the session reads becomes a capture as well: of this name, or `true` for one of table and time. */
  readonly record?: true | string;
}

export type RecordSource = CapturedRecords | LiveRecords;

/** Allowed on every system, and not hidden. */
const fileName = /^[^.<>:"/\\|?*\s][^<>:"/\\|?*]{0,150}$/;

const onlyLive = ['startingPosition', 'resume', 'record'] as const;

/** A session reads a stream if one is named, or if only a deployed trigger is. */
export function readsStream(raw: RawLaunchConfiguration): boolean {
  const has = (attribute: string): boolean => raw[attribute] !== undefined && raw[attribute] !== null;
  return has('table') || has('streamArn') || (has('mapping') && !has('captures'));
}

/** What says where records come from, beside `captures` and `mapping`. */
const namesOfRecords = new Set(['table', 'streamArn', 'records', ...onlyLive]);

/** @param raw a configuration. @returns the same one for these captures, whatever it reads itself */
export function withCaptures(
  raw: RawLaunchConfiguration,
  captured: Omit<CapturedRecords, 'kind'>,
): RawLaunchConfiguration {
  const kept = Object.entries(raw).filter(([attribute]) => !namesOfRecords.has(attribute));
  return { ...Object.fromEntries(kept), ...captured };
}

export function recordSource(read: AttributeReader): RecordSource {
  const named = {
    table: read.value('table'),
    streamArn: read.value('streamArn'),
    mapping: read.value('mapping'),
  };
  if (readsStream({ ...named, captures: read.value('captures') })) return liveRecords(read);
  for (const attribute of onlyLive)
    if (read.value(attribute) !== undefined)
      read.refuse(
        attribute,
        read.t(
          '"{0}" is for live streams: name one with "table" or "streamArn", or leave it out.',
          attribute,
        ),
      );
  const captures = read.captures();
  const records = read.records();
  return { kind: 'captures', captures, ...(records === undefined ? {} : { records }) };
}

function liveRecords(read: AttributeReader): LiveRecords {
  const table = read.optionalText('table');
  const streamArn = read.optionalText('streamArn');
  for (const attribute of ['captures', 'records'])
    if (read.value(attribute) !== undefined)
      read.refuse(
        attribute,
        read.t(
          '"{0}" is for captures, and this session reads a live stream: leave one of the two out.',
          attribute,
        ),
      );
  if (table !== undefined && streamArn !== undefined)
    read.refuse(
      'streamArn',
      read.t('"streamArn" names the stream of one table already: leave out "table", or "streamArn".'),
    );
  if (streamArn !== undefined && parseStreamArn(streamArn) === undefined)
    read.refuse(
      'streamArn',
      read.t(
        '"streamArn" is no ARN of a DynamoDB stream ({0}): correct it, or name the table with "table".',
        'arn:aws:dynamodb:<region>:<account>:table/<table>/stream/<label>',
      ),
    );
  return {
    kind: 'stream',
    ...(table === undefined ? {} : { of: { table } }),
    ...(streamArn === undefined ? {} : { of: { streamArn } }),
    position: startingPosition(read),
    resume: read.flag('resume', false),
    ...recordAttribute(read),
  };
}

function recordAttribute(read: AttributeReader): Pick<LiveRecords, 'record'> {
  const record = read.value('record');
  if (record === undefined || record === null || record === false) return {};
  if (record === true || (typeof record === 'string' && fileName.test(record))) return { record };
  read.refuse(
    'record',
    read.t('"record" must be true, or the name of the capture without folder and extension.'),
  );
  return {};
}

function startingPosition(read: AttributeReader): WrittenPosition {
  const position = parseStartingPosition(read.value('startingPosition') ?? 'LATEST');
  if (position !== undefined) return position;
  read.refuse(
    'startingPosition',
    read.t(
      '"startingPosition" must be "LATEST", "TRIM_HORIZON", {0}, {1} or {2}.',
      '{"sequenceNumber": "…"}',
      '{"time": "2026-11-23T02:00:00Z"}',
      '{"time": "-10m"}',
    ),
  );
  return { type: 'LATEST' };
}
