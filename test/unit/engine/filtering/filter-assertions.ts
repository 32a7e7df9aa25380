/** Filter patterns in few words: what they make of an event, why they are refused, what they warn of. */
import assert from 'node:assert/strict';
import { compileFilterCriteria } from '../../../../src/engine/filtering/filter-criteria';
import { LAMBDA_REFUSAL, validateFilterPattern } from '../../../../src/engine/filtering/filter-pattern';

/** @param pattern an object, or JSON text where the text itself matters */
export function matches(pattern: object | string, event: unknown): boolean {
  const compiled = compileFilterCriteria([patternText(pattern)]);
  assert.ok(compiled.valid, compiled.valid ? '' : compiled.reason);
  return compiled.criteria.matches(event);
}

export function reasonFor(pattern: object | string, event: unknown): string {
  const compiled = compileFilterCriteria([patternText(pattern)]);
  assert.ok(compiled.valid);
  return compiled.criteria.explain(event).reason;
}

/** @returns the reason behind Lambda's own sentence */
export function refusal(pattern: unknown): string {
  const validation = validateFilterPattern(patternText(pattern));
  assert.equal(validation.valid, false, `${patternText(pattern)} is accepted`);
  const [sentence, reason] = [
    validation.reason.slice(0, LAMBDA_REFUSAL.length),
    validation.reason.slice(LAMBDA_REFUSAL.length + 1),
  ];
  assert.equal(sentence, LAMBDA_REFUSAL);
  return reason;
}

export function warnings(pattern: object | string): readonly string[] {
  const validation = validateFilterPattern(patternText(pattern));
  assert.ok(validation.valid);
  return validation.warnings;
}

function patternText(pattern: unknown): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}
