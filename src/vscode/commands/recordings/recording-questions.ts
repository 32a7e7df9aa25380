/** What "Record Stream…" asks: which stream, from where to where, which records, and how the file is written. */
import * as vscode from 'vscode';
import { parseStreamArn } from '../../../engine/events/stream-arn';
import { validateFilterPattern } from '../../../engine/filtering/filter-pattern';
import type { FoundStream } from '../../../engine/streams/stream-connection';
import type { Compression } from '../../../captures/files/compressed-members';
import { showError } from '../../notifications';
import type { BeginChoice, EndChoice, RecordingAnswers } from './recording-answers';
import { problemOfBegin, problemOfEnd } from './recording-answers';
import type { Question } from '../stepwise-questions';
import { input, pick } from '../stepwise-questions';
import { timeText } from '../time-text';

export interface QuestionParts {
  /** Whether the stream is still to be named. */
  readonly asksStream: boolean;
  /** @throws an error for people */
  readonly findStream: (stream: string) => Promise<FoundStream>;
  /** Tables and ARNs that were recorded before, the last one first. */
  readonly recent: readonly string[];
  /** What this VS Code can write. */
  readonly compressions: readonly Compression[];
}

type Choice<Value> = vscode.QuickPickItem & { readonly value: Value };
type RecordingQuestion = Question<RecordingAnswers>;

export function recordingQuestions(parts: QuestionParts): readonly RecordingQuestion[] {
  return [
    streamQuestion(parts),
    choiceQuestion('begin', vscode.l10n.t('Where does the recording begin?'), beginChoices),
    beginTextQuestion(),
    choiceQuestion('end', vscode.l10n.t('Where does it end?'), endChoices),
    endTextQuestion(),
    filterQuestion(),
    choiceQuestion('compression', vscode.l10n.t('How is the file written?'), () =>
      compressionChoices().filter(({ value }) => parts.compressions.includes(value)),
    ),
  ];
}

/** The stream is looked up at once, so that a slip of the keys does not show after the last question. */
function streamQuestion({ asksStream, recent, findStream }: QuestionParts): RecordingQuestion {
  const items = recent.map((label): vscode.QuickPickItem => ({ label, iconPath: streamIcon(label) }));
  return {
    isNeeded: () => asksStream,
    ask: async ({ stream: earlier }, place) => {
      for (let stream = earlier; ;) {
        const asked = await pick(place, {
          placeholder: vscode.l10n.t('Name of a table, or ARN of a stream'),
          items,
          text: stream,
          fromText: (text) => ({ label: text, iconPath: streamIcon(text), alwaysShow: true }),
        });
        if (asked === undefined || asked === 'back') return asked;
        stream = asked.answer.label;
        try {
          return { answer: { stream, found: await findStream(stream) } };
        } catch (error) {
          showError(error);
        }
      }
    },
  };
}

function beginTextQuestion(): RecordingQuestion {
  return {
    isNeeded: ({ begin }) => begin === 'TIME' || begin === 'SEQUENCE_NUMBER',
    ask: async ({ begin, beginText }, place) => {
      const isTime = begin === 'TIME';
      const asked = await input(place, {
        prompt: isTime
          ? vscode.l10n.t('The first second that is recorded')
          : vscode.l10n.t('Sequence number of the first record'),
        earlier: beginText,
        suggestion: isTime ? timeText(Date.now()) : '',
        validate: (text) => problemOfBegin(begin, text, new Date(), vscode.l10n.t),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { beginText: asked.answer } };
    },
  };
}

function endTextQuestion(): RecordingQuestion {
  return {
    isNeeded: ({ end }) => end !== undefined && end in endPrompts(),
    ask: async (answers, place) => {
      const { end, endText } = answers;
      const asked = await input(place, {
        prompt: endPrompts()[end ?? ''] ?? '',
        earlier: endText,
        suggestion: end === 'TIME' ? timeText(Date.now()) : '',
        validate: (text) => problemOfEnd(answers, text, new Date(), vscode.l10n.t),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { endText: asked.answer } };
    },
  };
}

function endPrompts(): Readonly<Record<string, string>> {
  return {
    TIME: vscode.l10n.t('The last second that is recorded'),
    SEQUENCE_NUMBER: vscode.l10n.t('Sequence number of the last record'),
    RECORDS: vscode.l10n.t('How many records'),
    BYTES: vscode.l10n.t('How many megabytes on disk'),
  };
}

function filterQuestion(): RecordingQuestion {
  return {
    ask: async ({ filterPattern }, place) => {
      const asked = await input(place, {
        prompt: vscode.l10n.t('Only records that match this filter pattern; press Enter for all of them'),
        placeholder: '{"eventName": ["INSERT"]}',
        earlier: filterPattern,
        validate: (text) => (text === '' ? undefined : problemOfPattern(text)),
      });
      return asked === undefined || asked === 'back' ? asked : { answer: { filterPattern: asked.answer } };
    },
  };
}

function problemOfPattern(text: string): string | undefined {
  const validation = validateFilterPattern(text);
  return validation.valid ? undefined : validation.reason;
}

function choiceQuestion<Name extends 'begin' | 'end' | 'compression'>(
  name: Name,
  placeholder: string,
  choices: (answers: Partial<RecordingAnswers>) => readonly Choice<RecordingAnswers[Name]>[],
): RecordingQuestion {
  return {
    ask: async (answers, place) => {
      const items = choices(answers);
      const active = items.find(({ value }) => value === answers[name]);
      const asked = await pick(place, { placeholder, items, active });
      if (asked === undefined || asked === 'back') return asked;
      const answer: Partial<RecordingAnswers> = { [name]: asked.answer.value };
      return { answer };
    },
  };
}

function beginChoices(): readonly Choice<BeginChoice>[] {
  return [
    {
      value: 'LATEST',
      label: vscode.l10n.t('Now'),
      description: vscode.l10n.t('what is written from now on'),
    },
    {
      value: 'TRIM_HORIZON',
      label: vscode.l10n.t('Everything still in the stream'),
      description: vscode.l10n.t('up to 24 hours back'),
    },
    { value: 'TIME', label: vscode.l10n.t('At a time…') },
    { value: 'SEQUENCE_NUMBER', label: vscode.l10n.t('At a sequence number…') },
  ];
}

function endChoices({ begin }: Partial<RecordingAnswers>): readonly Choice<EndChoice>[] {
  const now: Choice<EndChoice> = {
    value: 'NOW',
    label: vscode.l10n.t('Now'),
    description: vscode.l10n.t('what is in the stream at this moment'),
  };
  return [
    { value: 'STOPPED', label: vscode.l10n.t('When I stop it') },
    ...(begin === 'LATEST' ? [] : [now]),
    { value: 'TIME', label: vscode.l10n.t('At a time…') },
    { value: 'SEQUENCE_NUMBER', label: vscode.l10n.t('At a sequence number…') },
    { value: 'RECORDS', label: vscode.l10n.t('After a number of records…') },
    { value: 'BYTES', label: vscode.l10n.t('At a size on disk…') },
  ];
}

function compressionChoices(): readonly Choice<RecordingAnswers['compression']>[] {
  return [
    { value: 'none', label: vscode.l10n.t('Plain'), description: vscode.l10n.t('can be read in any editor') },
    { value: 'gzip', label: 'gzip', description: vscode.l10n.t('smaller, for long recordings') },
    { value: 'zstd', label: 'zstd', description: vscode.l10n.t('smaller and faster, for long recordings') },
  ];
}

function streamIcon(stream: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(parseStreamArn(stream) ? 'broadcast' : 'table');
}
