/** `replay`: captures into a local handler as an event source mapping would feed them, and a report. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { captureErrorOf } from '../captures/capture-error';
import { readCaptureSummary } from '../captures/library/capture-summary';
import { defaultFunctionName } from '../engine/event-source-mapping/default-function-name';
import type { HandlerHost } from '../handler-hosts/handler-host';
import { startNodeHandlerHost } from '../handler-hosts/handler-host';
import type { Command } from './command';
import type { CommandOutput } from './command-output';
import { exitCodes } from './exit-code';
import { Interruption } from './interruption';
import type { ReplayedCapture } from './replay-captures';
import { replayCapture } from './replay-captures';
import type { ReplayOptions } from './replay-options';
import { readReplayOptions } from './replay-options';
import type { ReplayReport } from './replay-report';
import { ReplayReporter, reportText } from './replay-report';
import { replaySummary } from './replay-summary';
import type { FunctionPlace } from './replayed-mapping';
import { functionPlace, replayedMapping } from './replayed-mapping';
import { UsageError } from './usage-error';

const help = `Usage: dynamodb-stream-triggers replay <capture…> --handler <path.export> [options]

Replays captured stream records into a local Node.js handler, as a Lambda event source mapping would: batches,
retries, bisecting, partial batch responses, filters, windows. A capture is a Lambda event, an on-failure document
with its payload, or JSON Lines; several are replayed one after the other into one warm handler.

  --handler <path.export>   the function, as Lambda names it: src/handler.handler; or a source file whose export is
                            "handler": src/handler.ts. Relative to the current folder
  --runtime <name>          whose rules apply: nodejs24.x (default), nodejs22.x, …
  --mapping <file>          the mapping's options, as CreateEventSourceMapping takes them or GetEventSourceMapping
                            answers them. Without it: Lambda's defaults, and MaximumRetryAttempts 0
  --virtual-time            time is the capture's and costs nothing: a day of retries takes seconds.
                            Records have the ages they had
  --report <file|->         writes what happened as JSON to a file, or to standard output
  --timeout <seconds>       of an invocation, 1 to 900 (default 3)
  --memory <MB>             what the handler sees as its memory, 128 to 10240 (default 128)
  --function-name <name>    what the handler sees as its name (default: the mapping's, or the file's)
  --environment <file>      environment of the handler, NAME=value a line

What the handler prints goes to stderr.
Exit code: 0 if everything went through, 1 if records were discarded, 2 if something can't be used, 130 after Ctrl+C.
`;

export const replayCommand: Command = { help, run: replay };

async function replay(commandArguments: readonly string[], output: CommandOutput): Promise<number> {
  const options = await readReplayOptions(commandArguments, process.cwd());
  options.mapping?.warnings.forEach((warning) => output.message(warning));
  const interruption = new Interruption();
  try {
    const report = await runReplay(options, output, interruption.signal);
    if (interruption.exitCode !== undefined) {
      output.message('Interrupted: no report is written.');
      return interruption.exitCode;
    }
    await tell(report, options, output);
    return report.discarded.length + report.expired.length > 0 ? exitCodes.failure : exitCodes.success;
  } catch (error) {
    // What was under way when the signal came rejects with its reason.
    if (interruption.exitCode !== undefined) return interruption.exitCode;
    throw error;
  } finally {
    interruption.dispose();
  }
}

async function runReplay(
  options: ReplayOptions,
  output: CommandOutput,
  stop: AbortSignal,
): Promise<ReplayReport> {
  const { configuration } = options.mapping ?? {};
  const captures: Omit<ReplayedCapture, 'mapping'>[] = [];
  // Read through before anything runs: a bad capture must not leave half of the work done.
  for (const file of options.captures)
    captures.push({ file, summary: await readCaptureSummary(file, { signal: stop }) });
  const streamArn = captures[0]?.summary.streamArn ?? '';
  const place = functionPlace(configuration, streamArn, functionNameOf(options));
  warnOfEndlessRetries(options, output);
  const reporter = new ReplayReporter(
    configuration?.functionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    (sentence) => output.message(sentence),
  );
  const host = await startHost(options, place, output);
  try {
    for (const { file, summary } of captures) {
      if (stop.aborted) break;
      if (captures.length > 1) reporter.nowReplaying(file);
      const mapping = replayedMapping(configuration, summary.streamArn ?? '', place, randomUUID);
      await replayCapture({ file, summary, mapping }, host, reporter, { ...options, stop });
    }
  } finally {
    await host.stop();
  }
  return reporter.report;
}

function startHost(
  options: ReplayOptions,
  { region, accountId, functionName }: FunctionPlace,
  output: CommandOutput,
): Promise<HandlerHost> {
  const { handler, taskRoot, runtime, memorySizeInMB, timeoutInSeconds, environment } = options;
  return startNodeHandlerHost(
    {
      handler,
      taskRoot,
      runtime,
      functionName,
      memorySizeInMB,
      timeoutInSeconds,
      region,
      accountId,
      environment,
      runtimeArgs: [],
      inspect: false,
      // Beside the bundle that this is part of.
      bootstrapFolder: path.join(__dirname, 'node-host'),
    },
    {
      output: (_stream, text) => output.handlerOutput(text),
      notice: (message) => output.message(message),
      debuggerListening: () => undefined,
      processEnded: () => undefined,
    },
  );
}

/** The option, the mapping's, or the handler's file. */
function functionNameOf({ functionName, mapping, handler }: ReplayOptions): string {
  return functionName ?? mapping?.configuration.functionName ?? defaultFunctionName(handler);
}

function warnOfEndlessRetries({ mapping, isVirtualTime }: ReplayOptions, output: CommandOutput): void {
  if (mapping === undefined || isVirtualTime) return;
  const { maximumRetryAttempts = -1, maximumRecordAgeInSeconds = -1 } = mapping.configuration;
  if (maximumRetryAttempts !== -1 || maximumRecordAgeInSeconds !== -1) return;
  output.message(
    'The mapping limits neither MaximumRetryAttempts nor MaximumRecordAgeInSeconds: as on Lambda, a batch that fails is retried for 24 hours. With --virtual-time that takes seconds.',
  );
}

async function tell(report: ReplayReport, options: ReplayOptions, output: CommandOutput): Promise<void> {
  if (options.report === '-') {
    for (const piece of reportText(report)) await output.result(piece);
    return;
  }
  if (options.report !== undefined) await writeReport(options.report, report);
  await output.result(replaySummary(report));
  if (options.mapping === undefined && report.discarded.length > 0)
    await output.result('Nothing was retried, because there is no --mapping.\n');
}

async function writeReport(file: string, report: ReplayReport): Promise<void> {
  await writeFile(file, reportText(report)).catch((error: unknown) => {
    throw new UsageError(`The report ${file} can't be written: ${captureErrorOf(error, file).reason}.`, {
      cause: error,
    });
  });
}
