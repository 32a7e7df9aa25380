/** A function as a file of the workspace deploys it: as far as the file says, and what nobody can know is absent. */
import type { NamePattern } from './name-pattern';

export type DeploymentTool = 'sam' | 'cloudFormation' | 'cdk' | 'serverless';

export interface DeploymentFunction {
  readonly tool: DeploymentTool;
  /** The resource's logical id; with the Serverless Framework the function's key. */
  readonly logicalName: string;
  /** Absent where CloudFormation makes the name: `<stack>-<logical id>-<random>`. */
  readonly name?: NamePattern;
  /** For example `nodejs22.x`. */
  readonly runtime?: string;
  /** For example `src/orders.handler`, below the code folder. */
  readonly handler?: string;
  /** Relative to the file's own folder, with `/`; `.` is that folder. Absent for code that is elsewhere (S3, an image). */
  readonly codeFolder?: string;
  /** Source files that the code is bundled from, relative to the code folder. */
  readonly entryPoints?: readonly string[];
  /** The code folder holds a bundle that a tool has made: `index.js`, and the source is elsewhere. */
  readonly isBundle?: true;
  /** Of the CDK: `Stack/Orders/Resource`. */
  readonly constructPath?: string;
}
