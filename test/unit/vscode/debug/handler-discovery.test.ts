import assert from 'node:assert/strict';
import {
  entryPoints,
  handlerExports,
  handlerString,
  mayHoldHandler,
} from '../../../../src/vscode/debug/handler-discovery';

describe('finding a handler', () => {
  const exported: readonly [source: string, names: readonly string[]][] = [
    ['export async function handler(event) {}', ['handler']],
    ['export const handler: DynamoDBStreamHandler = async () => {};', ['handler']],
    ['exports.handler = async () => {};', ['handler']],
    ['module.exports.ordersHandler = x;', ['ordersHandler']],
    ['module.exports = { lambdaHandler, other };', ['lambdaHandler']],
    ['module.exports = { handler: processStream, other: myHandler };', ['handler']],
    ['module.exports = { async handler(event) {} };', ['handler']],
    ['const run = 1;\nexport { run as handler };', ['handler']],
    ['export const ordersHandler = 1;\nexport function handler() {}', ['handler', 'ordersHandler']],
    ['function handler() {}', []],
    ['// export const handler = 1', []],
    ['export const project = () => {};', []],
  ];
  for (const [source, names] of exported) {
    it(`reads ${JSON.stringify(source)}`, () => {
      assert.deepEqual(handlerExports(source), names);
    });
  }

  it('takes main or the default of a file that is known to be a handler', () => {
    assert.deepEqual(entryPoints('export const main = 1;\nexport default main;'), ['main', 'default']);
    assert.deepEqual(entryPoints('export default middy(x);\nexport const ordersHandler = 1;'), [
      'ordersHandler',
      'default',
    ]);
    assert.deepEqual(entryPoints('const a = 1;'), []);
  });

  it('writes the handler as Lambda does', () => {
    assert.equal(handlerString('/w/src/handler.ts', '/w', 'handler'), 'src/handler.handler');
    assert.equal(handlerString('/w/index.mjs', '/w', 'main'), 'index.main');
  });

  it('looks into sources only', () => {
    assert.ok(mayHoldHandler('/w/a.ts') && mayHoldHandler('/w/a.mjs') && mayHoldHandler('/w/a.cts'));
    for (const file of ['/w/a.d.ts', '/w/a.test.ts', '/w/a.json', '/w/a.tsx', '/w/a.spec.js'])
      assert.ok(!mayHoldHandler(file), file);
  });
});
