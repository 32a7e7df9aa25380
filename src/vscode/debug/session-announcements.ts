/** What a session says before the first record: whose options it has, and for which records it stops. */
import * as vscode from 'vscode';
import type { EventSourceMapping } from '../../engine/event-source-mapping/event-source-mapping';
import { compileFilterCriteria } from '../../engine/filtering/filter-criteria';
import type { SessionTools } from './session-tools';
import { stopOnText } from './stop-on';

export function sayWhatIsChosen(
  { configuration, write }: Pick<SessionTools, 'configuration' | 'write'>,
  deployed: EventSourceMapping | undefined,
): void {
  const { mapping, mappingOptions, onFailureDestination, stopOn, noDebug } = configuration;
  const say = (sentence: string): void => write({ category: 'console', text: `${sentence}\n` });
  if (deployed !== undefined && mapping !== undefined) {
    say(vscode.l10n.t('With the options of trigger {0} ({1}).', deployed.uuid, deployed.functionArn));
    const own = Object.keys(mappingOptions);
    if (own.length > 0)
      say(vscode.l10n.t('The launch configuration has its own and wins: {0}.', own.join(', ')));
  }
  if (onFailureDestination !== undefined)
    say(vscode.l10n.t('Discarded batches are really sent to {0}.', onFailureDestination));
  for (const warning of warningsOf({ ...deployed, ...mappingOptions })) say(warning);
  if (stopOn !== undefined && noDebug) say(vscode.l10n.t('Without debugging "stopOn" does nothing.'));
  else if (stopOn !== undefined)
    say(vscode.l10n.t('Waiting for the record {0}; all others run through.', stopOnText(stopOn)));
}

/** What Lambda takes and yet may not do what is wanted. */
function warningsOf(options: Partial<EventSourceMapping>): readonly string[] {
  const { filterPatterns = [], tumblingWindowInSeconds = 0, parallelizationFactor = 1 } = options;
  const compiled = compileFilterCriteria(filterPatterns);
  const lanes =
    tumblingWindowInSeconds > 0 && parallelizationFactor > 1
      ? [
          vscode.l10n.t(
            'AWS does not say how a tumbling window and a parallelization factor above 1 work together; here each lane of a shard has a window and a state of its own.',
          ),
        ]
      : [];
  return [...(compiled.valid ? compiled.warnings : []), ...lanes];
}
