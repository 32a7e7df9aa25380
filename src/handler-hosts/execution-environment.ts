/**
 * The variables that a function sees: what Lambda sets, a little of this machine, then the configuration's.
 *
 * Reference section 5.6. Without credentials passed in, there are placeholders,
 * and every other way to find some (files, metadata endpoint) leads nowhere.
 */
import { localVariables } from './local-variables';
import { withoutRefusedVariables } from './refused-variables';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ExecutionEnvironmentOptions {
  readonly handler: string;
  readonly taskRoot: string;
  /** For example `nodejs22.x`. */
  readonly runtime: string;
  readonly functionName: string;
  readonly memorySizeInMB: number;
  readonly region: string;
  /** `env` and `envFile` of the configuration, merged. */
  readonly environment: Readonly<Record<string, string>>;
  readonly credentials?: AwsCredentials;
}

/** What is not the function's own but the machine's and the moment's. */
export interface ExecutionEnvironmentFacts {
  readonly platform: NodeJS.Platform;
  readonly localEnvironment: NodeJS.ProcessEnv;
  /** `127.0.0.1:<port>`, perhaps with a path prefix. */
  readonly runtimeApiAddress: string;
  readonly logStreamName: string;
}

export interface ExecutionEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Sentences about variables of the configuration that were dropped. */
  readonly notices: readonly string[];
}

/** Letters and digits only, so that DynamoDB Local takes it; no account has it. */
const placeholderCredentials: AwsCredentials = {
  accessKeyId: 'ASIAPLACEHOLDER00000',
  secretAccessKey: 'placeholder-of-dynamodb-stream-triggers',
  sessionToken: 'placeholder-of-dynamodb-stream-triggers',
};

export function executionEnvironment(
  options: ExecutionEnvironmentOptions,
  facts: ExecutionEnvironmentFacts,
): ExecutionEnvironment {
  const { accepted, notices } = withoutRefusedVariables(options.environment, facts.platform);
  const variables = {
    LANG: 'en_US.UTF-8',
    ...localVariables(facts.localEnvironment, facts.platform),
    TZ: 'UTC',
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...accepted,
    ...reservedVariables(options, facts),
    ...credentialVariables(options.credentials ?? placeholderCredentials, facts.platform),
  };
  return { variables, notices };
}

function reservedVariables(
  options: ExecutionEnvironmentOptions,
  facts: ExecutionEnvironmentFacts,
): Record<string, string> {
  return {
    _HANDLER: options.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${options.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: options.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memorySizeInMB),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStreamName,
    AWS_LAMBDA_RUNTIME_API: facts.runtimeApiAddress,
    LAMBDA_TASK_ROOT: options.taskRoot,
    // Where Lambda has its own runtime; handlers look at it to know that they are in Lambda.
    LAMBDA_RUNTIME_DIR: '/var/runtime',
  };
}

function credentialVariables(credentials: AwsCredentials, platform: NodeJS.Platform): Record<string, string> {
  // The null device reads as an empty file: no profile is in it.
  const nowhere = platform === 'win32' ? 'NUL' : '/dev/null';
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_CONFIG_FILE: nowhere,
  };
}

/** The usual form of a log stream's name: `YYYY/MM/DD/[$LATEST]<32 hexadecimal digits>`. */
export function logStreamName(now: Date, randomHex32: string): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomHex32}`;
}
