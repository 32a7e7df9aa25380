/**
 * The sample's handler as a deployed function that reports item failures: it takes record after record, and writes down
 * which it has handled to the end. It may be told to report some records as failed the first time.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { LocalAws } from '../test-cloud/local-aws';

/** Begins the names of the files that are put beside a copy of the sample. */
export const DEPLOYED = 'deployed-';

export interface DeployedOrders {
  /** Sequence numbers, in the order in which they were handled. */
  handled(): readonly string[];
}

export interface DeployedOrdersOptions {
  /** A copy of the sample; the function is put beside it. */
  readonly folder: string;
  /** Sequence numbers. */
  readonly failOnce?: readonly string[];
}

/** Runs it from now on, cold. */
export async function deployOrders(
  cloud: LocalAws,
  functionName: string,
  { folder, failOnce = [] }: DeployedOrdersOptions,
): Promise<DeployedOrders> {
  const name = `${DEPLOYED}${functionName}`;
  const log = path.join(folder, `${name}.log`);
  writeFileSync(log, '');
  writeFileSync(
    path.join(folder, `${name}.mjs`),
    [
      "import { appendFileSync, existsSync, writeFileSync } from 'node:fs';",
      "import { handler as orders } from './src/handler.ts';",
      `const log = ${JSON.stringify(log)};`,
      `const failOnce = new Set(${JSON.stringify(failOnce)});`,
      'export async function handler({ Records }) {',
      '  for (const record of Records) {',
      '    const { SequenceNumber } = record.dynamodb;',
      '    const marker = `${log}.${SequenceNumber}`;',
      '    if (failOnce.has(SequenceNumber) && !existsSync(marker)) {',
      "      writeFileSync(marker, '');",
      '      return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] };',
      '    }',
      '    await orders({ Records: [record] });',
      '    appendFileSync(log, `${SequenceNumber}\\n`);',
      '  }',
      '  return { batchItemFailures: [] };',
      '}',
      '',
    ].join('\n'),
  );
  await cloud.functions.run(functionName, { folder, handler: `${name}.handler` });
  return {
    handled: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []),
  };
}

/** The fix of the sample's README, in a copy of it. */
export function mendHandler(folder: string): void {
  const file = path.join(folder, 'src', 'order-totals.ts');
  const text = readFileSync(file, 'utf8');
  const mended = text.replace('Number(line.unitPrice.N)', 'Number(line.unitPrice?.N ?? 0)');
  if (mended === text) throw new Error(`${file} has no line to mend.`);
  writeFileSync(file, mended);
}
