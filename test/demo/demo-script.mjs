/**
 * What the demo looks for on the screen: names of the sample's parts and the product's own words.
 */
export const demoScript = {
  sampleFolder: ['samples', 'orders'],
  containerTitle: 'DynamoDB Stream Triggers',
  handlerFile: 'src/handler.ts',
  /** The line of the handler that the breakpoint is on. */
  breakpointLine: 'const change = projection.apply(record);',
  /** What the editor must show at the stop: the source as it was written, not as Node runs it. */
  sourceAsWritten: 'handler(event: DynamoDBStreamEvent)',
  captureFolder: '.stream-triggers/captures',
  /** Row of the one pick that F5 may show. */
  debuggerPick: 'DynamoDB Stream',
  /** A row of the Variables pane that shows the stream record. */
  recordVariable: /^record\s*[=:]/,
  recordFields: [/^eventName\s*[=:]\s*'(INSERT|MODIFY|REMOVE)'/, /^dynamodb\s*[=:]/],
  /** The Debug Console's line for a batch that went through. */
  batchSucceeded: /✓ Batch 1 of .*succeeded/,
  replaysView: 'Replays',
  replayedBatch: /Batch 1 .*succeeded/,
  /** More stops than a batch has records would mean that the session goes round in circles. */
  mostStops: 100,
};

/** What can be broken on purpose, so that a test can see the demo fail: see demo.test.mjs. */
export const faults = /** @type {const} */ (['breakpoint', 'capture', 'export']);

/** @typedef {(typeof faults)[number]} Fault */
