import assert from 'node:assert/strict';
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import { findExistingTrigger } from '../../../../src/triggers/changes/find-existing-trigger';
import type { Page } from '../../../../src/triggers/ports/page';
import type { Trigger } from '../../../../src/triggers/trigger';
import { FUNCTION_ARN, STREAM_ARN, UUID, triggerWith } from './trigger-stand-in';

const document = { EventSourceArn: STREAM_ARN, FunctionName: 'orders' };
const stop = new StopSwitch();

describe('The trigger that exists already', () => {
  it('is read by the UUID that Lambda names', async () => {
    const service = {
      getTrigger: (_connection: unknown, uuid: string) => Promise.resolve(triggerWith({ uuid })),
      listTriggers: () => Promise.reject(new Error('not asked')),
    };
    const words = `mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`;
    assert.equal((await findExistingTrigger(service, {}, document, words, stop))?.uuid, UUID);
  });

  it('is looked for on every page of the stream when the words name none; another alias is another trigger', async () => {
    const pages: Readonly<Record<string, Page<Trigger>>> = {
      '': { rows: [triggerWith({ uuid: 'other', functionArn: `${FUNCTION_ARN}:live` })], next: 'b' },
      b: { rows: [triggerWith({ uuid: 'this' })] },
    };
    const service = {
      getTrigger: () => Promise.reject(new Error('not asked')),
      listTriggers: (_connection: unknown, of: { readonly streamArn?: string }, after = '') => {
        assert.deepEqual(of, { streamArn: STREAM_ARN });
        return Promise.resolve(pages[after] ?? { rows: [] });
      },
    };
    const find = (FunctionName: string): Promise<Trigger | undefined> =>
      findExistingTrigger(service, {}, { ...document, FunctionName }, 'It is there.', stop);
    assert.equal((await find('orders'))?.uuid, 'this');
    assert.equal((await find('orders:live'))?.uuid, 'other');
    assert.equal(await find('orders:test'), undefined);
  });
});
