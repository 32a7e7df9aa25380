/**
 * Reads an account's lists once, `tree`: as the view does, with joining and what is wrong with each trigger, or `lists`:
 * by the SDK's bare calls, page by page, side by side. Prints times and memory that is kept, as JSON.
 */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
const require = createRequire(import.meta.url);
// As the extension's own modules load them: both ways have the SDK in memory before the time begins.
const { DynamoDBClient, ListTablesCommand } = require('@aws-sdk/client-dynamodb');
const { DynamoDBStreamsClient, ListStreamsCommand } = require('@aws-sdk/client-dynamodb-streams');
const { LambdaClient, ListEventSourceMappingsCommand } = require('@aws-sdk/client-lambda');
const { ConnectionInventory } = require('../../../out/src/triggers/inventory/connection-inventory.js');
const { SystemClock } = require('../../../out/src/handler-hosts/system-clock.js');
const { awsTableCatalog } = require('../../../out/src/aws/tables/table-catalog.js');
const { awsTriggerService } = require('../../../out/src/aws/triggers/trigger-service.js');
const { awsFunctionCatalog } = require('../../../out/src/aws/triggers/function-catalog.js');
const { accessWithoutQuestions } = require('../../../out/test/support/aws-access.js');

const [endpoint, way] = process.argv.slice(2);
const region = 'eu-west-1';
/** Functions that CloudWatch was asked for, which happens after the last row. */
let functionsAsked = 0;

const before = keptBytes();
const start = performance.now();
const { firstMs, kept } = way === 'tree' ? await readTree() : await readLists();
const lastMs = performance.now() - start;
const result = { firstMs, lastMs, keptBytes: keptBytes() - before };
process.stdout.write(JSON.stringify(result));
if (way === 'tree') {
  const [{ lists }] = kept;
  const asked = new Set([...lists.triggers.values()].map(({ functionArn }) => functionArn));
  while (functionsAsked < asked.size) await setImmediate();
}
if (kept.length === 0) throw new Error('Nothing was read.');
process.exit();

async function readTree() {
  const access = accessWithoutQuestions();
  const functions = awsFunctionCatalog(access);
  const ports = {
    clock: new SystemClock(),
    tables: awsTableCatalog(access),
    triggers: awsTriggerService(access),
    functions: {
      ...functions,
      iteratorAges: async (connection, names, stop) => {
        const ages = await functions.iteratorAges(connection, names, stop);
        functionsAsked += names.length;
        return ages;
      },
    },
  };
  const connection = { id: 'bench', name: 'bench', isReadOnly: false, endpointUrl: endpoint, region };
  const inventory = new ConnectionInventory(connection, ports, () => undefined);
  await inventory.load();
  const rows = inventory.content.tables.size;
  const firstMs = performance.now() - start;
  await inventory.loadAll();
  const tables = [...inventory.content.tables.values()];
  const trouble = tables.flatMap(({ triggers }) => triggers.flatMap((one) => inventory.troubleOf(one)));
  return { firstMs, kept: [inventory, tables, trouble, rows] };
}

async function readLists() {
  const settings = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const dynamoDb = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const lambda = new LambdaClient(settings);
  let firstMs = 0;
  const all = async (next) => {
    const pages = [];
    let after;
    do {
      const page = await next(after);
      firstMs ||= performance.now() - start;
      pages.push(page);
      after = page.LastEvaluatedTableName ?? page.LastEvaluatedStreamArn ?? page.NextMarker;
    } while (after !== undefined);
    return pages;
  };
  const kept = await Promise.all([
    all((after) => dynamoDb.send(new ListTablesCommand({ ExclusiveStartTableName: after }))),
    all((after) => streams.send(new ListStreamsCommand({ ExclusiveStartStreamArn: after }))),
    all((Marker) => lambda.send(new ListEventSourceMappingsCommand({ Marker, MaxItems: 100 }))),
  ]);
  return { firstMs, kept };
}

function keptBytes() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
