/**
 * Reads single attributes of a launch configuration: the value, its default, or a problem in a sentence.
 * No editor API here.
 */
import type { WholeNumberLimits } from '../../engine/event-source-mapping/whole-number-limits';
import { isWithin } from '../../engine/event-source-mapping/whole-number-limits';
import { isJsonObject } from '../../engine/events/json-object';
import { launchDefaults } from './launch-defaults';

/** Records `from` to `from + count`, counted from 0, of one shard if it is named, else of the whole file. */
export interface RecordSelection {
  readonly from: number;
  readonly count?: number;
  readonly shardId?: string;
}

/** Attributes as a person writes them, before any check. */
export type RawLaunchConfiguration = Readonly<Record<string, unknown>>;

export interface ConfigurationProblem {
  readonly attribute: string;
  /** One sentence that names the attribute and the fix. */
  readonly message: string;
}

export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Remembers what is wrong with each attribute that it was asked for. */
export class AttributeReader {
  readonly problems: ConfigurationProblem[] = [];

  constructor(
    private readonly raw: RawLaunchConfiguration,
    readonly t: Translate,
  ) {}

  value(attribute: string): unknown {
    return this.raw[attribute] ?? undefined;
  }

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
          '"captures" is missing or empty: name at least one captured batch, for example ".stream-triggers/captures/*.json", or a live stream with "table".',
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
    if (!isJsonObject(value)) {
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
    return this.optionalNumber(attribute, { least, most }) ?? fallback;
  }

  optionalNumber(attribute: string, limits: WholeNumberLimits): number | undefined {
    const value = this.raw[attribute];
    if (value === undefined || isWithin(value, limits)) return value;
    this.refuse(
      attribute,
      limits.unlimited === undefined
        ? this.t('"{0}" must be a whole number from {1} to {2}.', attribute, limits.least, limits.most)
        : this.t(
            '"{0}" must be a whole number from {1} to {2}, or {3} for no limit.',
            attribute,
            limits.least,
            limits.most,
            limits.unlimited,
          ),
    );
    return undefined;
  }

  flag(attribute: string, fallback: boolean): boolean {
    return this.optionalFlag(attribute) ?? fallback;
  }

  optionalFlag(attribute: string): boolean | undefined {
    const value = this.raw[attribute];
    if (value === undefined || typeof value === 'boolean') return value;
    this.refuse(attribute, this.t('"{0}" must be true or false.', attribute));
    return undefined;
  }

  oneOf<T extends string>(attribute: string, allowed: readonly T[], fallback: T): T {
    const value = this.raw[attribute];
    if (value === undefined) return fallback;
    const found = allowed.find((entry) => entry === value);
    if (found !== undefined) return found;
    this.refuse(attribute, this.t('"{0}" must be one of: {1}.', attribute, allowed.join(', ')));
    return fallback;
  }

  /** @param message one sentence that names the attribute and the fix */
  refuse(attribute: string, message: string): void {
    this.problems.push({ attribute, message });
  }
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isRecordSelection(value: unknown): value is RecordSelection {
  if (!isJsonObject(value)) return false;
  const { from, count, shardId } = value;
  if (!isIndex(from)) return false;
  if (count !== undefined && !(isIndex(count) && count > 0)) return false;
  return shardId === undefined || typeof shardId === 'string';
}
