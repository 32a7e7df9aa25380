/** Which handler of the workspace is a deployed function's. */
import type * as vscode from 'vscode';

export interface LocalHandler {
  readonly folder: vscode.WorkspaceFolder;
  /** As in launch.json: `src/handler.handler`, below `taskRoot`. */
  readonly handler: string;
  /** Absolute; where it is not the folder itself, the `cwd` of the session. */
  readonly taskRoot: string;
}

export interface LocalHandlers {
  /**
   * As a launch configuration names it (`functionName`), else as remembered, else as the workspace's templates (SAM,
   * CloudFormation, CDK's output, serverless.yml) name it, else the only one that fits, else asked for and remembered.
   *
   * @param functionName of the deployed function, without qualifier
   * @param deployedHandler its handler string, a hint
   * @returns undefined when the user has gone away
   */
  find(functionName: string, deployedHandler: string | undefined): Promise<LocalHandler | undefined>;
}
