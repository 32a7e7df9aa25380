import assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { DocumentClaims } from '../../../../src/failed-batches/redrive/document-claims';
import type { PlannedDocument } from '../../../../src/failed-batches/redrive/redrive-plan';
import type { RedriveParts } from '../../../../src/failed-batches/redrive/redrive-run';
import type { ServiceErrorKind } from '../../../../src/triggers/ports/service-error';
import { ServiceError } from '../../../../src/triggers/ports/service-error';

const at = { kind: 'bucket', bucketArn: 'arn:aws:s3:::failed', key: 'aws/lambda/1' } as const;
const tag = { key: 'stream-triggers', value: 'redriven' };

function settle(treatment: PlannedDocument['treatment'], failure: ServiceErrorKind): Promise<string> {
  const fail = () =>
    Promise.reject(new ServiceError(failure, 'It failed.', { action: '', code: '', serviceMessage: '' }));
  const parts = { connection: {}, buckets: { mark: fail, move: fail } } as unknown as RedriveParts;
  return new DocumentClaims(parts, []).settle({ at, treatment }, new StopSwitch());
}

describe('an object whose batch has succeeded', () => {
  for (const treatment of [{ kind: 'mark', tag } as const, { kind: 'move', to: 'redriven/1' } as const]) {
    it(`is nothing to be dealt with any more if somebody has taken it away (${treatment.kind})`, async () => {
      assert.equal(await settle(treatment, 'notFound'), 'gone');
    });

    it(`is left while it can’t be dealt with (${treatment.kind})`, async () => {
      await assert.rejects(settle(treatment, 'accessDenied'), ServiceError);
    });
  }
});
