/** AWS's partitions and their regions, for choosing one and for whatever differs between partitions. */

/** Of the partition that nearly everybody uses, and the others; by the SDK's endpoint data of November 2026. */
const REGIONS = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'me-west-1',
    'mx-central-1',
    'sa-east-1',
    'sa-west-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-eusc': ['eusc-de-east-1'],
  'aws-iso': ['us-iso-east-1', 'us-iso-west-1'],
  'aws-iso-b': ['us-isob-east-1', 'us-isob-west-1'],
  'aws-iso-e': ['eu-isoe-west-1'],
  'aws-iso-f': ['us-isof-east-1', 'us-isof-south-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AwsPartition = keyof typeof REGIONS;

/** By their names, so that regions which are newer than this file have a partition too. */
const OTHER_PARTITIONS: readonly (readonly [RegExp, AwsPartition])[] = [
  [/^cn-/, 'aws-cn'],
  [/^eusc-/, 'aws-eusc'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^us-gov-/, 'aws-us-gov'],
];

export function partitionOf(region: string): AwsPartition {
  return OTHER_PARTITIONS.find(([pattern]) => pattern.test(region))?.[1] ?? 'aws';
}

export function regionsOf(partition: AwsPartition): readonly string[] {
  return REGIONS[partition];
}

/** Of any partition, and also one that is newer than this file. */
export function looksLikeRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(text);
}
