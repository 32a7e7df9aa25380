/**
 * The program that runs inside the user's process: a Runtime Interface Client of our own.
 *
 * Loads the handler as Lambda's Node runtime does, then asks for invocations
 * until the extension is gone. Knows nothing of the extension but the Runtime API.
 */
import { Answer } from './answer';
import { installAwsLambdaGlobal } from './awslambda-global';
import { untilDebuggerIsReady } from './chosen-stops';
import { publishDeadline } from './deadline';
import { reportError } from './error-report';
import { watchEventLoopEnd } from './event-loop-end';
import { isDying, reportFatalErrorsTo, watchFatalErrors } from './fatal-errors';
import { type HandlerFunction, loadHandler } from './handler-module';
import { type HandlerStyle, endsWhenNeverSettled, styleOf } from './handler-style';
import { invokeHandler } from './invocation';
import { buildContext } from './invocation-context';
import { watchPrintedOutput } from './printed-output';
import { RuntimeClient } from './runtime-client';
import { nodeMajor } from './runtime-version';
import { openSideChannel, type SideChannel } from './side-channel';
import { stopOnEntryWish } from './stop-on-entry';
import { installTypeScriptLoader } from './typescript/loader';

async function main(): Promise<void> {
  // What the handler forks inherits these, and would wait for a debugger of its own for ever.
  process.execArgv = process.execArgv.filter((argument) => !argument.startsWith('--inspect'));
  const sideChannel = openSideChannel(process.env);
  const { notice } = sideChannel;
  const stopOnEntry = stopOnEntryWish(process.env);
  if (stopOnEntry.isOnRequest) await untilDebuggerIsReady();
  // Stacks name the lines of the sources, also where esbuild or a build made the code.
  process.setSourceMapsEnabled(true);
  const client = new RuntimeClient(required('AWS_LAMBDA_RUNTIME_API'));
  watchFatalErrors((error) => client.failInit(reportError(error, __filename)));
  watchEventLoopEnd();
  const printed = watchPrintedOutput();
  publishDeadline();
  installAwsLambdaGlobal();
  let handler: HandlerFunction;
  let style: HandlerStyle;
  let endsUnsettled: boolean;
  try {
    const taskRoot = required('LAMBDA_TASK_ROOT');
    installTypeScriptLoader({ taskRoot, notice });
    const runtimeMajor = nodeMajor(process.env['AWS_EXECUTION_ENV']);
    handler = await loadHandler({ taskRoot, handler: required('_HANDLER'), runtimeMajor, notice });
    style = styleOf(handler, runtimeMajor);
    endsUnsettled = endsWhenNeverSettled(handler, style);
    handler = stopOnEntry.wrap(handler);
  } catch (error) {
    await client.failInit(reportError(error, __filename));
    process.exit(1);
  }
  await serve(client, { handler, style, endsUnsettled, sideChannel, printed });
}

interface LoadedHandler {
  readonly handler: HandlerFunction;
  readonly style: HandlerStyle;
  /** A promise that is never settled ends the process; otherwise it is a success without a result. */
  readonly endsUnsettled: boolean;
  readonly sideChannel: SideChannel;
  /** Calls back when everything printed so far has left the process. */
  readonly printed: (whenOut: () => void) => void;
}

async function serve(
  client: RuntimeClient,
  { handler, style, endsUnsettled, sideChannel, printed }: LoadedHandler,
): Promise<void> {
  const { notice } = sideChannel;
  let last: Answer | undefined;
  process.on('exit', () => {
    if (last?.isGiven === true) sideChannel.endsBetweenInvocations();
  });
  client.ask();
  for (;;) {
    const next = await client.next();
    // It was asked for together with an answer, before the process was on its way out.
    if (isDying()) return;
    const context = buildContext(next.headers, process.env);
    const answer = new Answer(
      context.awsRequestId,
      client,
      style === 'returnValue',
      __filename,
      notice,
      printed,
    );
    last = answer;
    reportFatalErrorsTo((error) => {
      if (answer.isGiven) print(error);
      else answer.fail(error);
      return answer.answered();
    });
    const event: unknown = JSON.parse(next.body);
    invokeHandler(handler, style, { event, context, answer, client, endsUnsettled, notice });
  }
}

/** What goes wrong when no invocation can carry it (Lambda freezes the process there) has no other reader. */
function print(error: unknown): void {
  const { errorType, errorMessage, trace } = reportError(error, __filename);
  process.stderr.write(`${trace.length > 0 ? trace.join('\n') : `${errorType}: ${errorMessage}`}\n`);
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

main().catch((error: unknown) => {
  // The extension went away or refuses this process: stderr is all that is left.
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
