/**
 * The event that Lambda builds from DynamoDB Streams records, and its one serialisation.
 *
 * Shapes: reference section 1.6 (LDG/with-ddb sample; recorded in LocalStack's
 * AWS-validated snapshots, 25 Nov 2025).
 */

/** One DynamoDB attribute value, for example `{"S": "a"}` or `{"L": [{"N": "1"}]}`. */
export type AttributeValue = Readonly<Record<string, unknown>>;

export type AttributeMap = Readonly<Record<string, AttributeValue>>;

export interface StreamRecordData {
  /** Epoch seconds. A JSON number with a fraction in Lambda's events (EV-4). */
  readonly ApproximateCreationDateTime?: number;
  readonly Keys: AttributeMap;
  readonly NewImage?: AttributeMap;
  readonly OldImage?: AttributeMap;
  /** A string of digits; compare as big integers (reference section 1.4). */
  readonly SequenceNumber: string;
  readonly SizeBytes?: number;
  readonly StreamViewType?: string;
}

/** One record as a handler receives it. Members that we do not know are kept as they are. */
export interface StreamRecord {
  readonly eventID?: string;
  readonly eventName: string;
  readonly eventVersion?: string;
  readonly eventSource: string;
  readonly awsRegion?: string;
  readonly dynamodb: StreamRecordData;
  readonly userIdentity?: { readonly principalId?: string; readonly type?: string };
  readonly eventSourceARN?: string;
}

const wholeSeconds = /("ApproximateCreationDateTime": ?-?\d+)(?=[,}\n])/g;

/**
 * The event as JSON text. Whole seconds get the `.0` that Lambda writes, so that
 * a Python handler sees a float (EV-4, EV-5). Inside a string the quotation marks
 * would be escaped, and an attribute of that name has an object as its value, so
 * the pattern meets nothing but the member itself.
 *
 * @param indent spaces a level, for people and for diffs; 0 is one line, as Lambda has it
 */
export function serializeEvent(records: readonly StreamRecord[], indent = 0): string {
  return withFractions(JSON.stringify({ Records: records }, undefined, indent));
}

/** One record as one line of JSON, its whole seconds written as in an event. */
export function serializeRecord(record: StreamRecord): string {
  return withFractions(JSON.stringify(record));
}

function withFractions(json: string): string {
  return json.replace(wholeSeconds, '$1.0');
}
