/** Random changes taken back one after the other lead back to the beginning, also where an undo stops in its middle. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChangeLog } from '../../../../src/triggers/changes/change-log';
import { withChange } from '../../../../src/triggers/changes/change-log';
import { leftStanding, takenBack } from '../../../../src/triggers/changes/taken-back';
import type { SavedTrigger, TriggerChange } from '../../../../src/triggers/changes/trigger-change';
import { undoOf } from '../../../../src/triggers/changes/undo-of';

/** Triggers by UUID, in a world where only the batch size can be changed. */
class World {
  readonly triggers = new Map<string, number>();
  private made = 0;

  create(batchSize: number): SavedTrigger {
    this.made += 1;
    this.triggers.set(`t${this.made}`, batchSize);
    return this.saved(`t${this.made}`);
  }

  saved(uuid: string): SavedTrigger {
    const BatchSize = this.triggers.get(uuid);
    assert.ok(BatchSize !== undefined, `${uuid} is there`);
    return { uuid, document: { BatchSize, FilterCriteria: { Filters: [] } } };
  }

  delete(uuid: string): SavedTrigger {
    const before = this.saved(uuid);
    this.triggers.delete(uuid);
    return before;
  }

  sizes(): readonly number[] {
    return [...this.triggers.values()].sort((left, right) => left - right);
  }
}

interface Step {
  readonly kind: TriggerChange['kind'];
  readonly which: number;
  readonly size: number;
}
const size = fc.integer({ min: 1, max: 10_000 });
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('create', 'update', 'delete', 'replace'),
  which: fc.nat(20),
  size,
});

function change(world: World, { kind, which, size: to }: Step): TriggerChange {
  const uuids = [...world.triggers.keys()];
  const uuid = uuids[which % Math.max(uuids.length, 1)];
  if (uuid === undefined || kind === 'create') return { kind: 'create', after: world.create(to) };
  if (kind === 'delete') return { kind, before: world.delete(uuid) };
  if (kind === 'replace') return { kind, before: world.delete(uuid), after: world.create(to) };
  const before = world.saved(uuid);
  world.triggers.set(uuid, to);
  return { kind, before, change: { BatchSize: to } };
}

/** How an undo of a replacement goes: which comes first, or a stop after the first. */
type Course = 'deleteFirst' | 'createFirst' | 'stopAfterDelete' | 'stopAfterCreate' | 'failAndPutBack';

function undo(world: World, log: ChangeLog, course: Course): ChangeLog {
  const [entry] = log;
  assert.ok(entry);
  const how = undoOf(entry);
  switch (how.kind) {
    case 'delete':
      return takenBack(log, entry, { kind: 'delete', before: world.delete(how.uuid) });
    case 'create':
      return takenBack(log, entry, { kind: 'create', after: world.create(how.document.BatchSize ?? 100) });
    case 'update': {
      const before = world.saved(how.uuid);
      world.triggers.set(how.uuid, how.change.BatchSize ?? 100);
      return takenBack(log, entry, { kind: 'update', before, change: how.change });
    }
    case 'replace': {
      const create = (): SavedTrigger => world.create(how.document.BatchSize ?? 100);
      if (course === 'createFirst' || course === 'stopAfterCreate') {
        const after = create();
        const left = takenBack(log, entry, { kind: 'create', after });
        if (course === 'stopAfterCreate') return left;
        return takenBack(left, entry, { kind: 'replace', before: world.delete(how.uuid), after });
      }
      const before = world.delete(how.uuid);
      const left = takenBack(log, entry, { kind: 'delete', before });
      if (course === 'stopAfterDelete') return left;
      if (course === 'failAndPutBack') {
        const again = world.create(before.document.BatchSize ?? 100);
        return leftStanding(left, entry, { formerUuid: before.uuid, newUuid: again.uuid });
      }
      return takenBack(left, entry, { kind: 'replace', before, after: create() });
    }
    case 'impossible':
      return assert.fail('there are no hidden filters');
  }
}

describe('Changes taken back one after the other', () => {
  it('lead back to the beginning, whatever happened in between', () => {
    const courses = fc.array(
      fc.constantFrom<Course>(
        'deleteFirst',
        'createFirst',
        'stopAfterDelete',
        'stopAfterCreate',
        'failAndPutBack',
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        fc.array(size, { maxLength: 4 }),
        fc.array(step, { maxLength: 20 }),
        courses,
        (first, steps, all) => {
          const world = new World();
          for (const batchSize of first) world.create(batchSize);
          const begin = world.sizes();
          let log: ChangeLog = [];
          for (const [index, one] of steps.entries()) {
            const entry = { id: String(index), atMs: index, connectionId: 'c', connectionName: 'Test' };
            log = withChange(log, { ...entry, change: change(world, one) });
          }
          // Half of the undos go through; else a course that always fails would never end.
          for (let undos = 0; log.length > 0; undos += 1) {
            const course = undos % 2 === 0 ? all[undos % all.length] : 'deleteFirst';
            log = undo(world, log, course ?? 'deleteFirst');
          }
          assert.deepEqual(world.sizes(), begin);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
