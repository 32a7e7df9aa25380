/**
 * The questions before a live stream is read, or a destination is told of failures: whether it looks like
 * production, and whether this session would be a third reader. A shard serves two readers (DS-8), and
 * throttles all of them when there are more (DS-9).
 */
import * as vscode from 'vscode';
import { StreamSourceError } from '../../engine/ports/stream-source-error';
import type { FoundStream, StreamCatalog, StreamConnection } from '../../engine/streams/stream-connection';
import { isLocalConnection } from '../../triggers/connections/connection-endpoints';
import { mostReaders } from '../../triggers/inventory/trigger-trouble';
import { ask, confirm } from '../notifications';
import { productionPattern } from '../settings';
import type { WriteLine } from './debug-console';
import { looksLikeProduction } from './production-names';

const STATE_KEY = 'readersAccepted';

/** @param use who gets the records. @throws CancellationError when the user says no */
export async function confirmProductionStream(
  tableName: string,
  connection: StreamConnection,
  environment: NodeJS.ProcessEnv,
  use: 'handler' | 'screen' = 'handler',
): Promise<void> {
  if (!isOfProduction(tableName, connection, environment)) return;
  const agreed = await confirm(
    vscode.l10n.t('The stream of table "{0}" looks like production. Read it?', tableName),
    use === 'handler'
      ? vscode.l10n.t(
          'Reading changes nothing in the table. It takes one of the two readers that each shard serves, and the handler on this machine gets the records of real customers.',
        )
      : vscode.l10n.t(
          'Reading changes nothing in the table. It takes one of the two readers that each shard serves for a moment, and the records of real customers are shown on this screen.',
        ),
    vscode.l10n.t('Read the Stream'),
  );
  if (!agreed) throw new vscode.CancellationError();
}

/** Somebody may be waiting behind a queue. @throws CancellationError when the user says no */
export async function confirmProductionDestination(
  arn: string,
  connection: StreamConnection,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (!isOfProduction(arn, connection, environment)) return;
  const agreed = await confirm(
    vscode.l10n.t('The on-failure destination {0} looks like production. Send discarded batches there?', arn),
    vscode.l10n.t(
      'Whoever reads it takes them for failures of the deployed trigger. Without "onFailureDestination" they are kept on this machine only.',
    ),
    vscode.l10n.t('Send to the Destination'),
  );
  if (!agreed) throw new vscode.CancellationError();
}

/** By its own name, or by that of the profile that reaches it. */
function isOfProduction(name: string, connection: StreamConnection, environment: NodeJS.ProcessEnv): boolean {
  if (isLocalConnection(connection)) return false;
  const profile = connection.awsProfile ?? environment['AWS_PROFILE'];
  const names = [name, ...(profile === undefined ? [] : [profile])];
  return looksLikeProduction(names, productionPattern(), vscode.l10n.t);
}

/**
 * Says how many triggers read the stream, and asks before one reader too many.
 *
 * @throws CancellationError when the user says no
 */
export async function checkReaders(
  { streamArn, tableName }: Pick<FoundStream, 'streamArn' | 'tableName'>,
  {
    streams,
    connection,
    state,
    write,
    stop,
    isGlobal = false,
  }: {
    readonly streams: Pick<StreamCatalog, 'countReaders'>;
    readonly connection: StreamConnection;
    readonly state: vscode.Memento;
    readonly write: WriteLine;
    readonly stop: AbortSignal;
    /** Of the table, where that is known; its replication is a reader too. */
    readonly isGlobal?: boolean;
  },
): Promise<void> {
  const say = (sentence: string): void => write({ category: 'console', text: `${sentence}\n` });
  let readers: number;
  try {
    readers = await streams.countReaders(streamArn, connection, stop);
  } catch (error) {
    // DynamoDB Local knows no triggers: there it is no news that they can't be counted.
    if (!(error instanceof StreamSourceError) || stop.aborted) throw error;
    if (!isLocalConnection(connection))
      say(
        vscode.l10n.t(
          'How many triggers read this stream could not be found out: {0} Each shard serves two readers, and this is one.',
          error.message,
        ),
      );
    return;
  }
  if (readers === 1 && !isGlobal)
    say(vscode.l10n.t('One trigger reads this stream; with this reader each shard has its two.'));
  if (readers < mostReaders(isGlobal)) return;
  const accepted = state.get<readonly string[]>(STATE_KEY, []);
  if (accepted.includes(streamArn)) {
    say(vscode.l10n.t('{0} triggers read this stream: with this reader expect throttling.', readers));
    return;
  }
  const once = vscode.l10n.t('Read It');
  const always = vscode.l10n.t('Read It and Don’t Ask Again');
  const chosen = await ask(
    readers === 1
      ? vscode.l10n.t('1 trigger reads the stream of table "{0}" already. Read it as well?', tableName)
      : vscode.l10n.t(
          '{0} triggers read the stream of table "{1}" already. Read it as well?',
          readers,
          tableName,
        ),
    isGlobal
      ? vscode.l10n.t(
          'It is a global table, whose replication reads as well: AWS advises one reader beside it. With more, DynamoDB throttles all of them: triggers and replicas fall behind, though they lose nothing. Record a capture while it is quiet, or disable one trigger.',
        )
      : vscode.l10n.t(
          'Each shard serves two readers. With one more, DynamoDB throttles all of them: the triggers fall behind, though they lose nothing. Record a capture while it is quiet, or disable one trigger.',
        ),
    once,
    always,
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  if (chosen === always) await state.update(STATE_KEY, [...accepted, streamArn]);
}
