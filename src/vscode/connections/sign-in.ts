/** Runs the AWS CLI's browser sign-in in a terminal, and notices when it has ended. */
import * as os from 'node:os';
import * as vscode from 'vscode';
import { signInCommandLine } from '../../triggers/connections/sign-in-command-line';
import type { AccountService } from '../../triggers/ports/account-service';

/** Of the API since 1.93; older ones tell the end of the terminal only. */
interface WithShellExecutions {
  readonly onDidEndTerminalShellExecution?: vscode.Event<{ readonly terminal: vscode.Terminal }>;
}

/** Where the sign-in reads the profile, and where it leaves what the SDK reads. */
const PASSED_ON = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_LOGIN_CACHE_DIRECTORY'];

export class SignIn implements vscode.Disposable {
  private readonly terminals = new Map<string, vscode.Terminal>();
  private readonly subscriptions: readonly vscode.Disposable[];

  /** @param onEnd credentials may be there now; called more than once where it can't be told */
  constructor(
    private readonly accounts: AccountService,
    private readonly onEnd: () => void,
  ) {
    const ended = (terminal: vscode.Terminal): void => {
      if ([...this.terminals.values()].includes(terminal)) this.onEnd();
    };
    this.subscriptions = [
      vscode.window.onDidCloseTerminal((terminal) => {
        ended(terminal);
        for (const [profile, open] of this.terminals) if (open === terminal) this.terminals.delete(profile);
      }),
      ...onShellExecutionEnd(ended),
    ];
  }

  /** @throws Error with what to type, if the profile's name can't be passed to the shell */
  async run(profile: string): Promise<void> {
    const profiles = await this.accounts.listProfiles();
    const { kind = 'sso' } = profiles.find(({ name }) => name === profile) ?? {};
    const commandLine = signInCommandLine({ name: profile, kind }, vscode.env.shell);
    if (commandLine === undefined)
      throw new Error(
        vscode.l10n.t(
          'The name of AWS profile "{0}" can\'t be passed to {1} safely. Sign in with the AWS CLI yourself, or rename the profile.',
          profile,
          vscode.env.shell,
        ),
      );
    // One that waits for the browser would take the command for its input.
    this.terminals.get(profile)?.dispose();
    const terminal = vscode.window.createTerminal({
      name: vscode.l10n.t('AWS Sign-In: {0}', profile),
      // Not the workspace: some shells look for programs in the folder they are in.
      cwd: vscode.Uri.file(os.homedir()),
      env: Object.fromEntries(
        PASSED_ON.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])),
      ),
      isTransient: true,
    });
    this.terminals.set(profile, terminal);
    terminal.show();
    terminal.sendText(commandLine);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function onShellExecutionEnd(ended: (terminal: vscode.Terminal) => void): vscode.Disposable[] {
  try {
    const { onDidEndTerminalShellExecution } = vscode.window as WithShellExecutions;
    return onDidEndTerminalShellExecution === undefined
      ? []
      : [onDidEndTerminalShellExecution(({ terminal }) => ended(terminal))];
  } catch {
    // While it was a proposal, using it threw.
    return [];
  }
}
