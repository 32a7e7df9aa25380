/** Where the engine and event-ruler differ on the generated pairs, and why we leave it so. */
import type { Question } from './filter-oracle';

interface Difference extends Question {
  readonly oracle: string;
  readonly engine: string;
}

interface KnownDifference {
  readonly reason: string;
  readonly pairs: readonly Difference[];
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    reason:
      'If `cidr` is asked of a number, event-ruler reads the digits of the number as those of an address. ' +
      'Only two members of a stream record are numbers, a time and a size.',
    pairs: [
      {
        pattern: '{"a":[{"cidr":"2000::/3"},{"prefix":"::ffff:10.0.0.1"},{"wildcard":"*😀"}]}',
        event: '{"a":[3E+2,"é"]}',
        oracle: 'true',
        engine: 'false',
      },
    ],
  },
  {
    reason:
      'event-ruler knows how an event spells a number and compares none that a double rounds. We see a parsed ' +
      'record. The numbers of a stream record are short; those of attributes are texts.',
    pairs: [
      {
        pattern: '{"a":[{"exactly":":"},{"numeric":[">=",5.0]},{"suffix":"true"}]}',
        event: '{"a":9007199254740993}',
        oracle: 'false',
        engine: 'true',
      },
    ],
  },
  {
    reason:
      'A fault of event-ruler: a wildcard that begins with `*` and an `equals-ignore-case` in one array get ' +
      'into the same states of its machine, and match what neither does. Nobody can want that.',
    pairs: [
      {
        pattern: '{"a":[{"wildcard":"*日*"},{"equals-ignore-case":"i"},1000000000000000000000]}',
        event: '{"a":"😀x"}',
        oracle: 'true',
        engine: 'false',
      },
    ],
  },
];
