/** What a refusal of Lambda's means for a change, read from its kind and words (reference section 2.5). */
import { ServiceError } from '../ports/service-error';

const existingUuid = /mapping already exists\b.*\bUUID ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/is;

/** The refusals that name what the execution role may not do; the stream's are word for word, a destination's are not. */
const roleRefusals = [
  /^Cannot access stream /i,
  /^The (?:provided|function) execution role does not have permissions to call /i,
];

/** @returns the mapping that has the same stream and function, where the words name it */
export function existingUuidIn(serviceMessage: string): string | undefined {
  return existingUuid.exec(serviceMessage)?.[1]?.toLowerCase();
}

/** Whether the execution role lacks a right, or has got it so lately that Lambda does not see it yet. */
export function isRoleRefusal(error: unknown): error is ServiceError {
  return (
    error instanceof ServiceError &&
    error.kind === 'invalid' &&
    roleRefusals.some((words) => words.test(error.details.serviceMessage))
  );
}

/** A change of this trigger is under way. */
export function isInUse(error: unknown): error is ServiceError {
  return isServiceError(error, 'inUse');
}

export function isServiceError(error: unknown, kind: ServiceError['kind']): error is ServiceError {
  return error instanceof ServiceError && error.kind === kind;
}
