/** Launch attributes that say how AWS, or what stands in for it, is reached. */
import type { StreamConnection } from '../../engine/streams/stream-connection';
import { isHttpUrl } from '../../triggers/connections/loopback';
import type { AttributeReader } from './attribute-reader';

export function connectionAttributes(read: AttributeReader): StreamConnection {
  const awsProfile = read.optionalText('awsProfile');
  const region = read.optionalText('region');
  const endpointUrl = read.optionalText('endpointUrl');
  if (endpointUrl !== undefined && !isHttpUrl(endpointUrl))
    read.refuse(
      'endpointUrl',
      read.t('"endpointUrl" must be a URL such as "http://127.0.0.1:8000"; leave it out for AWS.'),
    );
  return {
    ...(awsProfile === undefined ? {} : { awsProfile }),
    ...(region === undefined ? {} : { region }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
}
