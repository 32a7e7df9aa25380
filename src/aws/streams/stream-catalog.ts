/** Streams, mappings and destinations as the editor and the command line ask for them. */
import type { StreamCatalog } from '../../engine/streams/stream-connection';
import { DynamoDbStreamSource } from './dynamodb-stream-source';
import { openDestination } from './failure-destinations';
import { findStream } from './find-stream';
import { countReaders, readMapping } from './read-mapping';

/** Loads the SDK's clients when they are first needed. */
export function awsStreamCatalog(): StreamCatalog {
  return {
    findStream,
    openStream: (streamArn, connection) => new DynamoDbStreamSource(streamArn, connection),
    readMapping,
    countReaders,
    openDestination,
  };
}
