/** Execution roles and what they may do. `aws/roles/` answers with IAM, SQS, SNS and S3. */
import type { StopSignal } from '../../engine/ports/stop-signal';
import type { StreamConnection } from '../../engine/streams/stream-connection';

export interface PolicyText {
  /** Of an inline policy its name, of an attached one its ARN. */
  readonly name: string;
  readonly isInline: boolean;
  /** JSON. */
  readonly document: string;
}

export interface ExecutionRole {
  readonly roleName: string;
  readonly roleArn: string;
  /** JSON: who may assume it. */
  readonly trustPolicy: string;
  readonly permissionsBoundaryArn?: string;
}

export interface SimulatedAction {
  /** For example `dynamodb:GetRecords`. */
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Condition keys for which no value was given, so that the answer may be wrong. */
  readonly missingContext: readonly string[];
  /** Of an `implicitDeny`: what the role's own policies allow is not allowed there. */
  readonly deniedBy?: 'boundary' | 'organization';
}

/** Each member rejects with ServiceError, or with the stop signal's reason. */
export interface RoleService {
  readRole(connection: StreamConnection, roleArn: string, stop: StopSignal): Promise<ExecutionRole>;
  /** Inline and attached ones, the documents of the present versions. */
  readPolicies(
    connection: StreamConnection,
    roleName: string,
    stop: StopSignal,
  ): Promise<readonly PolicyText[]>;
  /** The present version of a managed policy, for example a permissions boundary. @returns JSON; undefined if there is none */
  readManagedPolicy(
    connection: StreamConnection,
    policyArn: string,
    stop: StopSignal,
  ): Promise<string | undefined>;
  /** SimulatePrincipalPolicy (reference section 4.2). */
  simulate(
    connection: StreamConnection,
    roleArn: string,
    actions: readonly string[],
    resource: string,
    stop: StopSignal,
  ): Promise<readonly SimulatedAction[]>;
  /** Of the queue, topic or bucket; undefined for none or AWS's own. */
  customerKeyOf(
    connection: StreamConnection,
    destinationArn: string,
    stop: StopSignal,
  ): Promise<string | undefined>;
  /** Overwrites a policy of that name. */
  putInlinePolicy(
    connection: StreamConnection,
    roleName: string,
    policyName: string,
    document: string,
    stop: StopSignal,
  ): Promise<void>;
  /** Creates the customer managed policy, or makes the document its default version, and attaches it. @returns its ARN */
  putManagedPolicy(
    connection: StreamConnection,
    role: Pick<ExecutionRole, 'roleName' | 'roleArn'>,
    policyName: string,
    document: string,
    stop: StopSignal,
  ): Promise<string>;
  attachPolicy(
    connection: StreamConnection,
    roleName: string,
    policyArn: string,
    stop: StopSignal,
  ): Promise<void>;
}
