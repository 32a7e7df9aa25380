/** Streams, mappings and destinations as the editor and the command line ask for them. */
import type { StreamCatalog } from '../../engine/streams/stream-connection';
import type { AwsAccess } from '../access/aws-access';
import { DynamoDbStreamSource } from './dynamodb-stream-source';
import { openDestination } from './failure-destinations';
import { findStream } from './find-stream';
import { countReaders, readMapping } from './read-mapping';

/** Loads the SDK's clients when they are first needed. */
export function awsStreamCatalog(access: AwsAccess): StreamCatalog {
  return {
    findStream: (of, connection, stop) => findStream(access, of, connection, stop),
    openStream: (streamArn, connection) => new DynamoDbStreamSource(streamArn, connection, access),
    readMapping: (mapping, connection, stop) => readMapping(access, mapping, connection, stop),
    countReaders: (streamArn, connection, stop) => countReaders(access, streamArn, connection, stop),
    openDestination: (arn, mappingUuid, connection) => openDestination(access, arn, mappingUuid, connection),
  };
}
