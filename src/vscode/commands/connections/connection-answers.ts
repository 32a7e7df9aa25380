/** What the questions about a connection are answered with, and the setting's entry that comes of it. */
import type { AwsConnection } from '../../../triggers/connections/aws-connection';
import type { ConnectionEntry } from '../../../triggers/connections/read-connections';

export interface ConnectionAnswers {
  /** Empty for what the AWS SDK finds itself. */
  readonly awsProfile: string;
  /** Empty for AWS. */
  readonly endpointUrl: string;
  /** Empty for the profile's or the environment's. */
  readonly region: string;
  readonly name: string;
  readonly readOnly: boolean;
}

export function answersOf(connection: AwsConnection): ConnectionAnswers {
  const { name, awsProfile = '', endpointUrl = '', region = '', isReadOnly } = connection;
  return { name, awsProfile, endpointUrl, region, readOnly: isReadOnly };
}

export function entryFrom(answers: Partial<ConnectionAnswers>): ConnectionEntry {
  const { name = '', awsProfile = '', endpointUrl = '', region = '', readOnly = false } = answers;
  return {
    name,
    ...(awsProfile !== '' && { awsProfile }),
    ...(region !== '' && { region }),
    ...(endpointUrl !== '' && { endpointUrl }),
    ...(readOnly && { readOnly: true }),
  };
}
