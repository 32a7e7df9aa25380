import assert from 'node:assert/strict';
import { readStream } from '../../../../src/engine/pollers/stream-reader';
import { StreamSourceError } from '../../../../src/engine/ports/stream-source-error';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { InMemoryStream } from '../../../support/in-memory-stream';
import { START_MS } from '../../../support/mapping-scenario';
import { SimulatedTime } from '../../../support/virtual-time';

/** A stream that nobody may list, and a store that can't write. */
function readWith(
  flush: () => Promise<void>,
  answer?: () => { readonly fail: 'accessDenied' },
): Promise<void> {
  const time = new SimulatedTime(START_MS);
  const source = new InMemoryStream({
    now: () => time.now(),
    finalFromMs: 0,
    ...(answer !== undefined && { answer }),
  });
  return readStream(
    {
      source,
      clock: time,
      observer: { observe: () => undefined },
      checkpoints: { load: () => Promise.resolve(new Map()), save: () => undefined, flush },
    },
    { startingPosition: { type: 'TRIM_HORIZON' }, pollIntervalMs: 250, limit: 1000 },
    () => Promise.resolve(),
    new StopSwitch(),
  );
}

describe('Reading a stream', () => {
  it('ends at once if it is final and has no shards', async () => {
    await readWith(() => Promise.resolve());
  });

  it('rejects if the checkpoints can not be written', async () => {
    await assert.rejects(
      readWith(() => Promise.reject(new Error('disk full'))),
      /disk full/,
    );
  });

  it('rejects with the first error if the checkpoints can not be written either', async () => {
    await assert.rejects(
      readWith(
        () => Promise.reject(new Error('disk full')),
        () => ({ fail: 'accessDenied' }),
      ),
      StreamSourceError,
    );
  });
});
