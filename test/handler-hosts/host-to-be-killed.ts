/** Not a test: a program that hosts a looping handler until somebody kills it. */
import { startNodeHandlerHost } from '../../src/handler-hosts/handler-host';
import { encodedEvent } from '../support/encoded-event';

async function main(): Promise<void> {
  const host = await startNodeHandlerHost(
    {
      handler: 'behaviours.startsGrandchildrenAndLoops',
      taskRoot: process.env['TASK_ROOT'] ?? '',
      runtime: 'nodejs22.x',
      functionName: 'looping',
      memorySizeInMB: 128,
      timeoutInSeconds: 0,
      region: 'eu-central-1',
      accountId: '000000000000',
      environment: {},
      runtimeExecutable: process.execPath,
      runtimeArgs: [],
      inspect: false,
      bootstrapFolder: process.env['BOOTSTRAP_FOLDER'] ?? '',
    },
    {
      output: (_stream, text) => void process.stdout.write(text),
      notice: () => undefined,
      debuggerListening: () => undefined,
      processEnded: () => undefined,
    },
  );
  await host.invoke(encodedEvent({}), new AbortController().signal);
}

void main();
