/**
 * The `dynamodb-stream` launch configuration: its attributes, defaults and checks.
 * No editor API here; the manifest's schema says the same to the editor.
 */
import { defaultFunctionName } from '../../engine/event-source-mapping/default-function-name';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import type { StreamConnection } from '../../engine/streams/stream-connection';
import type { ConfigurationProblem, RawLaunchConfiguration, Translate } from './attribute-reader';
import { AttributeReader } from './attribute-reader';
import { heldEnvironmentOf } from './held-environments';
import { launchDefaults } from './launch-defaults';
import type { MappingOptions } from './mapping-attributes';
import { mappingAttributes } from './mapping-attributes';
import type { RecordSource } from './record-source';
import { recordSource } from './record-source';
import type { StopOn } from './stop-on';
import { parseStopOn } from './stop-on';
import { connectionAttributes } from './stream-connection-attributes';

export interface LaunchConfiguration {
  readonly name: string;
  readonly handler: string;
  readonly runtime: string;
  readonly source: RecordSource;
  /** A deployed trigger whose options are taken: its UUID, or its function's name or ARN. */
  readonly mapping?: string;
  /** The options that are written; they win over the deployed trigger's. */
  readonly mappingOptions: Partial<MappingOptions>;
  /** Where discarded batches are really reported: a queue, a topic or a bucket. */
  readonly onFailureDestination?: string;
  readonly stopOn?: StopOn;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile?: string;
  /** Where `HeldEnvironments` has values of the deployed function; what is written here wins. */
  readonly heldEnvironment?: string;
  readonly functionName: string;
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  readonly runtimeExecutable?: string;
  readonly runtimeArgs: readonly string[];
  /** With `awsProfile` the handler gets that profile's credentials as well; settings fill in the rest. */
  readonly connection: StreamConnection;
  readonly retryOnSave: boolean;
  readonly stopOnEntry: boolean;
  readonly noDebug: boolean;
  readonly console: 'internalConsole' | 'integratedTerminal';
  readonly outputCapture: 'std' | 'console';
  /** What is handed to VS Code's JavaScript debugger as it is. */
  readonly passThrough: Readonly<Record<string, unknown>>;
}

const MAXIMUM_TIMEOUT_IN_SECONDS = 900;

/** Attributes that the JavaScript debugger takes for an attached process. */
const passedThrough = [
  'outFiles',
  'skipFiles',
  'smartStep',
  'sourceMaps',
  'sourceMapPathOverrides',
  'resolveSourceMapLocations',
  'pauseForSourceMap',
  'autoAttachChildProcesses',
  'showAsyncStacks',
  'customDescriptionGenerator',
  'customPropertiesGenerator',
  'trace',
] as const;

/** Checks every attribute; either a usable configuration or the first problem of each bad attribute. */
export function checkLaunchConfiguration(
  raw: RawLaunchConfiguration,
  workspaceFolder: string,
  t: Translate,
): LaunchConfiguration | { readonly problems: readonly ConfigurationProblem[] } {
  const read = new AttributeReader(raw, t);
  const handler = read.handler();
  const source = recordSource(read);
  const mapping = read.optionalText('mapping');
  const onFailureDestination = destinationArn(read);
  const stopOn = stopOnAttribute(read);
  const envFile = read.optionalText('envFile');
  const heldEnvironment = heldEnvironmentOf(raw);
  const runtimeExecutable = read.optionalText('runtimeExecutable');
  const configuration: LaunchConfiguration = {
    name: read.optionalText('name') ?? handler,
    handler,
    runtime: read.runtime(),
    source,
    ...(mapping === undefined ? {} : { mapping }),
    mappingOptions: mappingAttributes(read),
    ...(onFailureDestination === undefined ? {} : { onFailureDestination }),
    ...(stopOn === undefined ? {} : { stopOn }),
    cwd: read.optionalText('cwd') ?? workspaceFolder,
    env: read.env(),
    ...(envFile === undefined ? {} : { envFile }),
    ...(heldEnvironment === undefined ? {} : { heldEnvironment }),
    functionName: read.optionalText('functionName') ?? defaultFunctionName(handler),
    timeoutInSeconds: read.wholeNumber(
      'timeoutInSeconds',
      launchDefaults.timeoutInSeconds,
      1,
      MAXIMUM_TIMEOUT_IN_SECONDS,
    ),
    memorySizeInMB: read.wholeNumber('memorySizeInMB', launchDefaults.memorySizeInMB, 128, 10_240),
    ...(runtimeExecutable === undefined ? {} : { runtimeExecutable }),
    runtimeArgs: read.texts('runtimeArgs'),
    connection: connectionAttributes(read),
    retryOnSave: read.flag('retryOnSave', true),
    stopOnEntry: read.flag('stopOnEntry', false),
    noDebug: read.flag('noDebug', false),
    console: read.oneOf('console', ['internalConsole', 'integratedTerminal'], 'internalConsole'),
    outputCapture: read.oneOf('outputCapture', ['std', 'console'], 'std'),
    passThrough: Object.fromEntries(
      passedThrough.filter((key) => raw[key] !== undefined).map((key) => [key, raw[key]]),
    ),
  };
  return read.problems.length === 0 ? configuration : { problems: read.problems };
}

function destinationArn(read: AttributeReader): string | undefined {
  const arn = read.optionalText('onFailureDestination');
  if (arn === undefined || /^arn:[^:]+:(?:sqs|sns|s3):[^:]*:[^:]*:.+$/.test(arn)) return arn;
  read.refuse(
    'onFailureDestination',
    read.t(
      '"onFailureDestination" must be the ARN of an SQS queue, an SNS topic or an S3 bucket; leave it out to keep discarded batches on this machine only.',
    ),
  );
  return undefined;
}

function stopOnAttribute(read: AttributeReader): StopOn | undefined {
  const value = read.value('stopOn');
  if (value === undefined) return undefined;
  const stopOn = parseStopOn(value);
  if (stopOn === undefined) {
    read.refuse(
      'stopOn',
      read.t(
        '"stopOn" must be a sequence number, {0} or {1}.',
        '{"key": {"pk": "ORDER#1"}}',
        '{"pattern": {"eventName": ["REMOVE"]}}',
      ),
    );
    return undefined;
  }
  if (stopOn.kind !== 'pattern') return stopOn;
  const compiled = compileFilterCriteria([stopOn.pattern]);
  if (compiled.valid) return stopOn;
  read.refuse('stopOn', read.t('"stopOn": {0}', compiled.reason));
  return undefined;
}
