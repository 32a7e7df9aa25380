import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { captureName, refuseCaptureName } from '../../../src/captures/library/capture-name';

const tableNames = fc.stringMatching(/^[a-zA-Z0-9_.-]{3,255}$/);
const times = fc.integer({ min: 0, max: Date.UTC(2200, 0) });

describe('the name of a capture', function () {
  this.timeout(60_000);
  it('is good on every system, whatever the table is called', () => {
    const tables = fc.oneof(
      tableNames,
      fc.constantFrom('con', 'NUL', 'aux.orders', 'COM1', '...', undefined),
    );
    fc.assert(
      fc.property(tables, times, (table, time) => {
        assert.equal(refuseCaptureName(captureName(table, time)), undefined);
      }),
    );
  });

  it('sorts by time within a table', () => {
    fc.assert(
      fc.property(tableNames, times, times, (table, a, b) => {
        fc.pre(Math.floor(a / 1000) !== Math.floor(b / 1000));
        assert.equal(captureName(table, a) < captureName(table, b), a < b);
      }),
    );
  });
});
