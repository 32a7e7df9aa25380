/**
 * Variables that a configuration may not set, and why.
 *
 * Credentials: replayed code must not touch production by accident, so they come
 * from `awsProfile` alone. Reserved: Lambda refuses them in a function's
 * configuration too (reference section 5.6; LDG/configuration-envvars).
 */
import * as l10n from '@vscode/l10n';

const credentials =
  /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|CREDENTIAL_EXPIRATION|PROFILE|DEFAULT_PROFILE|SHARED_CREDENTIALS_FILE|CONFIG_FILE|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_.*|CONTAINER_.*|EC2_METADATA_.*|BEARER_TOKEN_.*)|AMAZON_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))$/;

const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API|MAX_CONCURRENCY)|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

export interface ConfiguredVariables {
  readonly accepted: Readonly<Record<string, string>>;
  /** One sentence per dropped name; a value never appears. */
  readonly notices: readonly string[];
}

export function withoutRefusedVariables(
  configured: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
): ConfiguredVariables {
  const accepted: Record<string, string> = {};
  const notices: string[] = [];
  for (const [name, value] of Object.entries(configured)) {
    const key = platform === 'win32' ? name.toUpperCase() : name;
    if (credentials.test(key)) {
      notices.push(
        l10n.t(
          '{0} in env or envFile was ignored: the handler gets AWS credentials only through awsProfile in the launch configuration.',
          name,
        ),
      );
    } else if (name === '' || /[=\0]/.test(name) || value.includes('\0')) {
      notices.push(
        l10n.t(
          '{0} in env or envFile was ignored: no process can have it, because a NUL character is in it, or its name is empty or holds "=".',
          JSON.stringify(name),
        ),
      );
    } else if (reserved.test(key)) {
      notices.push(
        l10n.t('{0} in env or envFile was ignored: Lambda reserves it, a function cannot set it.', name),
      );
    } else {
      accepted[name] = value;
    }
  }
  return { accepted, notices };
}
