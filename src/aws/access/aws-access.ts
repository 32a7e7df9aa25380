/** How AWS is reached: what every client of ours is made with, its credentials resolved once. */
import type { AwsService, StreamConnection } from '../../engine/streams/stream-connection';
import type { CredentialQuestions } from '../../triggers/ports/credential-questions';
import { type ClientSettings, clientSettings } from './client-settings';

export class AwsAccess {
  constructor(readonly questions: CredentialQuestions) {}

  /**
   * @param arnRegion the region in the ARN of what is asked for; it decides, unless it is an emulator's
   * @throws Error "Region is missing" if nothing tells one
   */
  settings(connection: StreamConnection, _service: AwsService, arnRegion?: string): Promise<ClientSettings> {
    return clientSettings(connection, arnRegion);
  }
}
