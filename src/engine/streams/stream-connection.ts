/**
 * How a stream is found and opened, as the editor and the command line ask for it.
 * `aws/` answers; whoever asks knows only these names.
 */
import type { EventSourceMapping } from '../event-source-mapping/event-source-mapping';
import type { FailureDestination } from '../ports/failure-destination';
import type { StopSignal } from '../ports/stop-signal';
import type { StreamSource } from '../ports/stream-source';

/** The services that have an endpoint each, in the names of the shared configuration's `services` section. */
export type AwsService =
  'dynamodb' | 'dynamodb_streams' | 'lambda' | 'iam' | 'sts' | 'cloudwatch' | 'sqs' | 'sns' | 's3';

/** Where a member is absent, what the AWS SDK finds itself: environment, shared configuration files. */
export interface StreamConnection {
  readonly awsProfile?: string;
  readonly region?: string;
  /** Of every service that `endpointUrls` does not name, for example `http://127.0.0.1:8000` for DynamoDB Local. */
  readonly endpointUrl?: string;
  /** Of single services. */
  readonly endpointUrls?: Readonly<Partial<Record<AwsService, string>>>;
}

export interface FoundStream {
  readonly streamArn: string;
  readonly tableName: string;
  readonly status: 'ENABLING' | 'ENABLED' | 'DISABLING' | 'DISABLED';
  readonly viewType: string;
}

/** Each member rejects with StreamSourceError, or with the stop signal's reason. */
export interface StreamCatalog {
  /** By table: its enabled stream, else the newest that can still be read. */
  findStream(
    of: { readonly table: string } | { readonly streamArn: string },
    connection: StreamConnection,
    stop: StopSignal,
  ): Promise<FoundStream>;
  openStream(streamArn: string, connection: StreamConnection): StreamSource;
  /** @param mapping a UUID, or the name or ARN of a function that has exactly one DynamoDB mapping */
  readMapping(mapping: string, connection: StreamConnection, stop: StopSignal): Promise<EventSourceMapping>;
  /** How many enabled event source mappings read the stream: each is one of two readers a shard (DS-8). */
  countReaders(streamArn: string, connection: StreamConnection, stop: StopSignal): Promise<number>;
  /** @param mappingUuid part of the key of an S3 object (DE-10) */
  openDestination(arn: string, mappingUuid: string, connection: StreamConnection): FailureDestination;
}
