/** What a test expects of a ServiceError: a kind that programs read, a sentence that people read. */
import assert from 'node:assert/strict';
import {
  ServiceError,
  type ServiceErrorDetails,
  type ServiceErrorKind,
} from '../../../src/triggers/ports/service-error';

/** For `assert.rejects`. The sentence is one line, ends, and has nothing of the SDK's for programmers. */
export function isServiceError(
  kind: ServiceErrorKind,
  words: RegExp,
  details: Partial<ServiceErrorDetails> = {},
): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ServiceError, String(error));
    assert.equal(error.kind, kind, error.message);
    assert.match(error.message, words);
    assert.match(error.message, /^[^\n]+[.]$/);
    assert.doesNotMatch(error.message, /undefined|[[]object|[$]response|[.][.]/);
    assert.deepEqual({ ...error.details, ...details }, error.details);
    return true;
  };
}
