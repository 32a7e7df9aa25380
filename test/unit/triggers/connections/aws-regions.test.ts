import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type AwsPartition,
  looksLikeRegion,
  partitionOf,
  regionsOf,
} from '../../../../src/triggers/connections/aws-regions';

/** By the SDK's endpoint rules: of which partition a region is shows in the host. */
const SUFFIXES: Readonly<Record<AwsPartition, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-eusc': 'amazonaws.eu',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-us-gov': 'amazonaws.com',
};

describe('the regions of a partition', () => {
  for (const [partition, suffix] of Object.entries(SUFFIXES) as [AwsPartition, string][])
    it(`are ${partition}’s for the SDK as well`, () => {
      assert.ok(regionsOf(partition).length > 0);
      const client = new DynamoDBClient({ region: 'eu-west-1' });
      for (const region of regionsOf(partition)) {
        assert.equal(partitionOf(region), partition);
        assert.ok(looksLikeRegion(region), region);
        const { url } = client.config.endpointProvider({
          Region: region,
          UseDualStack: false,
          UseFIPS: false,
        });
        assert.equal(url.host, `dynamodb.${region}.${suffix}`);
      }
      client.destroy();
    });

  it('are found for a region that is newer than the list', () => {
    assert.equal(partitionOf('cn-south-1'), 'aws-cn');
    assert.equal(partitionOf('us-gov-central-1'), 'aws-us-gov');
    assert.equal(partitionOf('eu-south-9'), 'aws');
  });

  it('are not just any text', () => {
    for (const text of ['', 'local', 'ireland', 'eu-west', 'EU-WEST-1', 'eu-west-1a', 'eu west 1'])
      assert.equal(looksLikeRegion(text), false, text);
  });
});
