/**
 * Splits, which DynamoDB Local does not make: of a chain of shards the third gets the first as its
 * parent, so that the first has two children.
 */
interface Description {
  readonly StreamDescription?: { readonly Shards?: readonly WireShard[] };
}

interface WireShard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

/** @param text DescribeStream's answer */
export function splitThirdShard(text: string): string {
  const answer = JSON.parse(text) as Description;
  const shards = answer.StreamDescription?.Shards ?? [];
  const [first, second, third] = shards;
  if (first === undefined || second?.ParentShardId !== first.ShardId || third === undefined) return text;
  const split = shards.map((shard) => (shard === third ? { ...shard, ParentShardId: first.ShardId } : shard));
  return JSON.stringify({ StreamDescription: { ...answer.StreamDescription, Shards: split } });
}
