/** Where the SDK and the AWS CLI keep configuration and sign-ins ("Location of the shared config and credentials files"). */
import * as os from 'node:os';
import * as path from 'node:path';
import type { SharedFilePaths } from '../../triggers/ports/account-service';

export function sharedFilePaths(environment: Readonly<NodeJS.ProcessEnv>): SharedFilePaths {
  const aws = path.join(os.homedir(), '.aws');
  return {
    configuration: absolute(environment['AWS_CONFIG_FILE'] ?? path.join(aws, 'config')),
    credentials: absolute(environment['AWS_SHARED_CREDENTIALS_FILE'] ?? path.join(aws, 'credentials')),
    signInFolders: [
      path.join(aws, 'sso', 'cache'),
      absolute(environment['AWS_LOGIN_CACHE_DIRECTORY'] ?? path.join(aws, 'login', 'cache')),
    ],
  };
}

function absolute(file: string): string {
  return path.resolve(file.startsWith('~/') ? path.join(os.homedir(), file.slice('~/'.length)) : file);
}
