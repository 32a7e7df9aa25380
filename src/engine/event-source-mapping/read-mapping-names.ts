/** Which function and which stream a mapping connects, and whether Lambda would connect them (PX-6, PX-7). */
import { parseStreamArn } from '../events/stream-arn';
import type { ParameterReader } from './parameter-reader';
import { quotation } from './parameter-reader';

interface NamedStream {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
}

interface NamedFunction {
  readonly functionName?: string;
  readonly functionQualifier?: string;
  readonly functionArn?: string;
}

/** A name, a partial ARN or a full one, each perhaps with a version or an alias (service model of Lambda). */
const functionPattern =
  /^(?:(?:arn:([a-z0-9-]+):lambda:([a-z0-9-]+):)?(?:\d{12}:)?function:)?([\w-]{1,64})(?::(\$LATEST|[\w-]+))?$/;

export function readStreamArn(read: ParameterReader): NamedStream | undefined {
  const arn = read.text('EventSourceArn');
  if (arn === undefined) return undefined;
  const stream = parseStreamArn(arn);
  if (stream === undefined) read.refuse(streamProblem(arn), 'EventSourceArn');
  return stream && { arn, partition: stream.partition, region: stream.region };
}

function streamProblem(arn: string): string {
  if (/^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+$/.test(arn))
    return `EventSourceArn is a table's: append "/stream/" and the stream's label to ${quotation(arn)}.`;
  const service = /^arn:[^:]+:([^:]+):/.exec(arn)?.[1];
  const what = service === undefined || service === 'dynamodb' ? quotation(arn) : `one of ${service}`;
  return `EventSourceArn is ${what}: it must be the ARN of a DynamoDB stream, "arn:…:dynamodb:…:table/…/stream/…".`;
}

/** A Get's answer has FunctionArn where a Create has FunctionName; both hold the same forms. */
export function readFunctionName(read: ParameterReader, stream: NamedStream | undefined): NamedFunction {
  const parameter = read.given('FunctionName') ? 'FunctionName' : 'FunctionArn';
  const text = read.text(parameter);
  if (text === undefined) return {};
  const [, partition, region, name, qualifier] = functionPattern.exec(text) ?? [];
  if (name === undefined) {
    read.refuse(
      `${parameter} is ${quotation(text)}: it must be a function's name or ARN, for example "orders".`,
      parameter,
    );
    return {};
  }
  if (stream !== undefined && partition !== undefined && partition !== stream.partition) {
    read.refuse(
      `${parameter} is in the partition ${partition} and EventSourceArn in ${stream.partition}: a mapping can't cross partitions.`,
      parameter,
    );
  } else if (stream !== undefined && region !== undefined && crossesRegions(region, stream.region)) {
    read.refuse(
      `${parameter} is in ${region} and EventSourceArn in ${stream.region}: a mapping can't cross regions.`,
      parameter,
    );
  }
  if (region !== undefined) return { functionName: name, functionArn: text };
  return { functionName: name, ...(qualifier !== undefined && { functionQualifier: qualifier }) };
}

/** DynamoDB Local names its streams' region `ddblocal` wherever it is (AR-2a). */
function crossesRegions(region: string, streamRegion: string): boolean {
  return region !== streamRegion && /\d$/.test(streamRegion);
}
