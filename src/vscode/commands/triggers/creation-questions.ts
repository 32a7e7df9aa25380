/** What "Create Trigger" asks, one step after the other. */
import * as vscode from 'vscode';
import type { TriggerDocument } from '../../../triggers/trigger-document';
import type { ManagementParts } from '../../management-parts';
import { withProgress } from '../../notifications';
import type { StreamNode } from '../../views/tables/tables-node';
import type { Asked, Place, Question } from '../stepwise-questions';
import type { CreationAnswers } from './creation-answers';
import { askReview } from './creation-review';
import { askFunction } from './function-question';
import { askOption } from './option-question';
import { askPosition } from './position-choice';
import type { StreamReaders } from './stream-readers';
import { readersOfStream } from './stream-readers';
import { streamOfTable } from './table-stream';

type CreationQuestion = Question<CreationAnswers>;
type Answers = Partial<CreationAnswers>;

/** @param argument what the command was called with: a connection's row narrows the tables */
export function creationQuestions(parts: ManagementParts, argument: unknown): readonly CreationQuestion[] {
  let isStreamAsked = false;
  let known: { readonly streamArn: string; readonly readers: StreamReaders } | undefined;
  const readersOf = async (stream: StreamNode): Promise<StreamReaders> => {
    const { streamArn } = stream;
    if (known?.streamArn !== streamArn) known = { streamArn, readers: await readReaders(parts, stream) };
    return known.readers;
  };
  return [
    {
      isNeeded: ({ stream }) => stream === undefined || isStreamAsked,
      ask: async () => {
        isStreamAsked = true;
        return askStream(parts, argument);
      },
    },
    documentQuestion(async (document, place, { stream }) => {
      if (stream === undefined) return undefined;
      const { connection, streamArn } = stream;
      const { triggers: present } = await readersOf(stream);
      const question = { parts, connection, present, earlier: document.FunctionName };
      const asked = await askFunction(place, question);
      return asked === undefined || asked === 'back'
        ? asked
        : { answer: { FunctionName: asked.answer, EventSourceArn: streamArn } };
    }),
    documentQuestion((document, place) => askOption(place, 'BatchSize', document, 'create')),
    documentQuestion(async ({ StartingPosition: earlier }, place) => {
      const asked = await askPosition(place, earlier);
      return asked === undefined || asked === 'back' ? asked : { answer: { StartingPosition: asked.answer } };
    }),
    documentQuestion((document, place) => askOption(place, 'Enabled', document, 'create')),
    {
      ask: async ({ stream, document = {} }, place) => {
        if (stream === undefined) return undefined;
        return askReview(place, document, await readersOf(stream));
      },
    },
  ];
}

async function askStream(parts: ManagementParts, argument: unknown): Promise<Asked<Answers>> {
  const table = await parts.view.chooseTable(
    argument,
    vscode.l10n.t('Which table shall trigger a function?'),
  );
  if (table === undefined) return undefined;
  const stream = await streamOfTable(parts, table);
  return stream && { answer: { stream } };
}

/** A question for a part of the document. */
function documentQuestion(
  ask: (document: TriggerDocument, place: Place, answers: Answers) => Promise<Asked<TriggerDocument>>,
): CreationQuestion {
  return {
    ask: async (answers, place) => {
      const { document = {} } = answers;
      const asked = await ask(document, place, answers);
      return asked === undefined || asked === 'back'
        ? asked
        : { answer: { document: { ...document, ...asked.answer } } };
    },
  };
}

function readReaders(parts: ManagementParts, { connection, streamArn }: StreamNode): Promise<StreamReaders> {
  return withProgress(vscode.l10n.t('Looking for the triggers of the stream'), (stop) =>
    readersOfStream(parts, connection, streamArn, stop),
  );
}
