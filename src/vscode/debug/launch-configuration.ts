/**
 * The `dynamodb-stream` launch configuration: its attributes, defaults and checks.
 * No editor API here; the manifest's schema says the same to the editor.
 */

/** Attributes as a person writes them, before any check. */
export type RawLaunchConfiguration = Readonly<Record<string, unknown>>;

/** Records `from` to `from + count`, counted from 0, of one shard if it is named, else of the whole file. */
export interface RecordSelection {
  readonly from: number;
  readonly count?: number;
  readonly shardId?: string;
}

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

export interface ConfigurationProblem {
  readonly attribute: string;
  /** One sentence that names the attribute and the fix. */
  readonly message: string;
}

export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Lambda's limits and defaults (LDG/gettingstarted-limits, LDG/services-ddb-params). */
const launchDefaults = {
  runtime: 'nodejs24.x',
  batchSize: 100,
  timeoutInSeconds: 3,
  memorySizeInMB: 128,
} as const;

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

class AttributeReader {
  readonly problems: ConfigurationProblem[] = [];

  constructor(
    private readonly raw: RawLaunchConfiguration,
    private readonly t: Translate,
  ) {}

  handler(): string {
    const handler = this.optionalText('handler');
    if (handler === undefined) {
      this.refuse(
        'handler',
        this.t(
          'The launch configuration has no "handler": name the file and the exported function, for example "src/handler.handler".',
        ),
      );
      return '';
    }
    const file = handler.split(/[\\/]/).at(-1) ?? '';
    if (!/^[^.]+\..+$/.test(file) || handler.includes('..')) {
      this.refuse(
        'handler',
        this.t(
          '"handler" is "{0}", which Lambda would not accept: write the path without its file extension, a dot and the exported name, for example "src/handler.handler".',
          handler,
        ),
      );
    }
    return handler;
  }

  runtime(): string {
    const runtime = this.optionalText('runtime') ?? launchDefaults.runtime;
    if (!/^nodejs\d+\.x$/.test(runtime)) {
      this.refuse(
        'runtime',
        this.t(
          '"runtime" is "{0}": only Node.js runtimes can be replayed so far, for example "{1}".',
          runtime,
          launchDefaults.runtime,
        ),
      );
    }
    return runtime;
  }

  captures(): readonly string[] {
    const value = this.raw['captures'];
    const captures = typeof value === 'string' ? [value] : this.texts('captures');
    if (captures.length === 0 && !this.problems.some(({ attribute }) => attribute === 'captures')) {
      this.refuse(
        'captures',
        this.t(
          '"captures" is missing or empty: name at least one captured batch, for example ".stream-triggers/captures/*.json".',
        ),
      );
    }
    return captures;
  }

  records(): RecordSelection | undefined {
    const value = this.raw['records'];
    if (value === undefined) return undefined;
    if (isRecordSelection(value)) return value;
    this.refuse(
      'records',
      this.t(
        '"records" must be an object with "from" (0 or more) and optionally "count" (1 or more) and "shardId".',
      ),
    );
    return undefined;
  }

  env(): Readonly<Record<string, string>> {
    const value = this.raw['env'];
    if (value === undefined) return {};
    if (!isObject(value)) {
      this.refuse('env', this.t('"env" must be an object of names and texts.'));
      return {};
    }
    const entries: [string, string][] = [];
    for (const [name, text] of Object.entries(value)) {
      if (text === null) continue;
      if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean')
        entries.push([name, String(text)]);
      else this.refuse('env', this.t('"env.{0}" must be a text.', name));
    }
    return Object.fromEntries(entries);
  }

  optionalText(attribute: string): string | undefined {
    const value = this.raw[attribute];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.refuse(
      attribute,
      this.t('"{0}" must be a text that is not empty; leave it out for its default.', attribute),
    );
    return undefined;
  }

  texts(attribute: string): readonly string[] {
    const value = this.raw[attribute];
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string'))
      return value;
    this.refuse(attribute, this.t('"{0}" must be a list of texts.', attribute));
    return [];
  }

  wholeNumber(attribute: string, fallback: number, least: number, most: number): number {
    const value = this.raw[attribute];
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(attribute, this.t('"{0}" must be a whole number from {1} to {2}.', attribute, least, most));
    return fallback;
  }

  flag(attribute: string, fallback: boolean): boolean {
    const value = this.raw[attribute];
    if (value === undefined) return fallback;
    if (typeof value === 'boolean') return value;
    this.refuse(attribute, this.t('"{0}" must be true or false.', attribute));
    return fallback;
  }

  oneOf<T extends string>(attribute: string, allowed: readonly T[], fallback: T): T {
    const value = this.raw[attribute];
    if (value === undefined) return fallback;
    const found = allowed.find((entry) => entry === value);
    if (found !== undefined) return found;
    this.refuse(attribute, this.t('"{0}" must be one of: {1}.', attribute, allowed.join(', ')));
    return fallback;
  }

  private refuse(attribute: string, message: string): void {
    this.problems.push({ attribute, message });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isRecordSelection(value: unknown): value is RecordSelection {
  if (!isObject(value)) return false;
  const { from, count, shardId } = value;
  if (!isIndex(from)) return false;
  if (count !== undefined && !(isIndex(count) && count > 0)) return false;
  return shardId === undefined || typeof shardId === 'string';
}
