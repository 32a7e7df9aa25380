/**
 * The `dynamodb-stream` launch configuration: its attributes, defaults and checks.
 * No editor API here; the manifest's schema says the same to the editor.
 */

import type {
  ConfigurationProblem,
  RawLaunchConfiguration,
  RecordSelection,
  Translate,
} from './attribute-reader';
import { AttributeReader } from './attribute-reader';
import { launchDefaults } from './launch-defaults';

export interface LaunchConfiguration {
  readonly name: string;
  readonly handler: string;
  readonly runtime: string;
  /** Globs or paths, absolute or relative to the workspace folder. */
  readonly captures: readonly string[];
  /** Which records of the captures are fed; all without it. */
  readonly records?: RecordSelection;
  readonly batchSize: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly envFile?: string;
  readonly functionName: string;
  readonly timeoutInSeconds: number;
  readonly memorySizeInMB: number;
  readonly runtimeExecutable?: string;
  readonly runtimeArgs: readonly string[];
  readonly awsProfile?: string;
  readonly retryOnSave: boolean;
  readonly stopOnEntry: boolean;
  readonly noDebug: boolean;
  readonly console: 'internalConsole' | 'integratedTerminal';
  readonly outputCapture: 'std' | 'console';
  /** What is handed to VS Code's JavaScript debugger as it is. */
  readonly passThrough: Readonly<Record<string, unknown>>;
}

const MAXIMUM_BATCH_SIZE = 10_000;
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
  const captures = read.captures();
  const records = read.records();
  const envFile = read.optionalText('envFile');
  const runtimeExecutable = read.optionalText('runtimeExecutable');
  const awsProfile = read.optionalText('awsProfile');
  const configuration: LaunchConfiguration = {
    name: read.optionalText('name') ?? handler,
    handler,
    runtime: read.runtime(),
    captures,
    ...(records === undefined ? {} : { records }),
    batchSize: read.wholeNumber('batchSize', launchDefaults.batchSize, 1, MAXIMUM_BATCH_SIZE),
    cwd: read.optionalText('cwd') ?? workspaceFolder,
    env: read.env(),
    ...(envFile === undefined ? {} : { envFile }),
    functionName: read.optionalText('functionName') ?? functionNameFor(handler),
    timeoutInSeconds: read.wholeNumber(
      'timeoutInSeconds',
      launchDefaults.timeoutInSeconds,
      1,
      MAXIMUM_TIMEOUT_IN_SECONDS,
    ),
    memorySizeInMB: read.wholeNumber('memorySizeInMB', launchDefaults.memorySizeInMB, 128, 10_240),
    ...(runtimeExecutable === undefined ? {} : { runtimeExecutable }),
    runtimeArgs: read.texts('runtimeArgs'),
    ...(awsProfile === undefined ? {} : { awsProfile }),
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

/** `src/orders.handler` becomes `orders`: a name that Lambda would accept. */
function functionNameFor(handler: string): string {
  const file = handler.split(/[\\/]/).at(-1) ?? '';
  const name = file.replace(/\..*$/, '').replace(/[^a-zA-Z0-9-_]/g, '-');
  return name === '' ? 'function' : name.slice(0, 64);
}
