import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { looksLikeProduction } from '../../../../src/vscode/debug/production-names';

const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: { properties: Record<string, { default: string }> } };
};
const pattern =
  manifest.contributes.configuration.properties['streamTriggers.productionPattern']?.default ?? '';
const t = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

describe('a connection that looks like production', () => {
  for (const name of [
    'prod',
    'acme-prod',
    'Production',
    'live',
    'arn:aws:sts::1:assumed-role/prd-admin/me',
    'prod2',
    'ProdAdmin',
    'AWSReservedSSO_ProdAdmin_0a',
    'AcmeProd',
    'OrdersLive',
  ])
    it(`is one named ${name}`, () => assert.ok(looksLikeProduction(['dev', name], pattern, t)));

  for (const name of [
    'dev',
    'product-catalog',
    'delivery',
    'ProductCatalog',
    'reproduction',
    'arn:aws:iam::1:user/olive',
  ])
    it(`is not one named ${name}`, () => assert.ok(!looksLikeProduction([name], pattern, t)));

  it('is none when the setting is empty', () => assert.ok(!looksLikeProduction(['prod'], '', t)));

  it('can’t be told when the setting is no regular expression, and that is said', () => {
    assert.throws(() => looksLikeProduction(['x'], '(', t), /streamTriggers\.productionPattern/);
  });
});
