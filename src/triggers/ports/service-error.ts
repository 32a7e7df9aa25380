/** Why a service of AWS did not do what it was asked, in the kinds that commands and the tree act on differently. */

export type ServiceErrorKind =
  /** What was named does not exist, or no longer. */
  | 'notFound'
  /** ResourceConflictException: the same stream and function again, the same name again. */
  | 'alreadyExists'
  /** ResourceInUseException: a change is under way. */
  | 'inUse'
  /** The service refused the values: InvalidParameterValueException, ValidationException and their like. */
  | 'invalid'
  | 'throttled'
  /** A refused or cut connection, a time-out, a 5xx. */
  | 'unavailable'
  | 'accessDenied'
  /** No credentials, or expired ones; `needsSignIn` says whether a browser sign-in helps. */
  | 'credentials'
  /** The endpoint does not know the operation: DynamoDB Local has no Lambda. */
  | 'unsupported'
  | 'failed';

export interface ServiceErrorDetails {
  /** As IAM names it, for example `lambda:CreateEventSourceMapping`. */
  readonly action: string;
  /** For example `AccessDeniedException`; empty if the service did not answer. */
  readonly code: string;
  /** The service's own words. */
  readonly serviceMessage: string;
  /** The profile whose single sign-on session or console login has expired. */
  readonly signInProfile?: string;
}

export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  /** @param message a sentence for people that names the action, the resource, whose credentials, and the fix */
  constructor(
    readonly kind: ServiceErrorKind,
    message: string,
    readonly details: ServiceErrorDetails,
    options?: { readonly cause?: unknown },
  ) {
    super(message);
    if (options !== undefined) this.cause = options.cause;
  }
}
