/** What the test cloud refuses of mappings, against Lambda's words (reference section 2.5), asked by the SDK's client. */
import assert from 'node:assert/strict';
import {
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  type LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { MappingScenario, refusal } from './mapping-scenario';

const UNKNOWN = '99999999-0000-4000-8000-000000000000';

describe("the test cloud's refusals of event source mappings", function () {
  this.timeout(120_000);
  let scenario: MappingScenario;
  let lambda: LambdaClient;
  let streamArn: string;
  let queueArn: string;

  before(async () => {
    scenario = await MappingScenario.start();
    ({ lambda, streamArn, queueArn } = scenario);
  });
  after(() => scenario.stop());
  afterEach(() => scenario.reset());

  const cases: readonly (readonly [
    string,
    () => Partial<CreateEventSourceMappingCommandInput>,
    string,
    (stream: string) => string,
  ])[] = [
    [
      'a missing starting position',
      () => ({ StartingPosition: undefined }),
      'InvalidParameterValueException',
      () =>
        "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      'an unknown starting position',
      () => ({ StartingPosition: 'invalid' as 'LATEST' }),
      'ValidationException',
      () =>
        "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ],
    [
      'AT_TIMESTAMP',
      () => ({ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date(0) }),
      'InvalidParameterValueException',
      (stream) => `Unsupported starting position for arn type: ${stream}`,
    ],
    [
      'a stream that is not there',
      () => ({ EventSourceArn: `${streamArn.slice(0, -3)}999` }),
      'InvalidParameterValueException',
      (stream) => `Stream not found: ${stream.slice(0, -3)}999`,
    ],
    [
      'a stream of another region (PX-7)',
      () => ({ EventSourceArn: streamArn.replace('eu-west-1', 'us-west-2') }),
      'InvalidParameterValueException',
      (stream) => `Stream not found: ${stream.replace('eu-west-1', 'us-west-2')}`,
    ],
    [
      'no source',
      () => ({ EventSourceArn: undefined }),
      'InvalidParameterValueException',
      () => 'Unrecognized event source.',
    ],
    [
      'an unknown function',
      () => ({ FunctionName: 'nobody' }),
      'InvalidParameterValueException',
      () => 'Function does not exist',
    ],
    [
      'a record age below a minute',
      () => ({ MaximumRecordAgeInSeconds: 59 }),
      'InvalidParameterValueException',
      () => 'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)',
    ],
    [
      'a destination without an ARN',
      () => ({ DestinationConfig: { OnFailure: {} } }),
      'InvalidParameterValueException',
      () => 'The Destination field is required for an OnFailure configuration.',
    ],
    [
      'OnSuccess, also of an unknown function',
      () => ({ FunctionName: 'nobody', DestinationConfig: { OnSuccess: { Destination: queueArn } } }),
      'InvalidParameterValueException',
      () => 'Unsupported DestinationConfig parameter for given event source mapping type.',
    ],
    [
      'a bad filter pattern',
      () => ({ FilterCriteria: { Filters: [{ Pattern: '{"a":"x"}' }] } }),
      'InvalidParameterValueException',
      () => 'Invalid filter pattern definition.',
    ],
    [
      'a batch size of the service model’s beyond',
      () => ({ BatchSize: 10_001 }),
      'ValidationException',
      () =>
        "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ],
    [
      'a role without rights on the stream',
      () => ({ FunctionName: 'powerless' }),
      'InvalidParameterValueException',
      (stream) =>
        `Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    ],
    [
      'a role that may not send to the queue',
      () => ({ DestinationConfig: { OnFailure: { Destination: queueArn } } }),
      'InvalidParameterValueException',
      () => 'The provided execution role does not have permissions to call SendMessage on SQS',
    ],
  ];
  for (const [title, input, name, message] of cases)
    it(`refuse ${title} in Lambda's words`, async () => {
      await assert.rejects(scenario.create(input()), refusal(name, message(streamArn)));
    });

  it('refuse the same stream and function again, naming the mapping that is there', async () => {
    const { UUID } = await scenario.create();
    await assert.rejects(
      scenario.create(),
      refusal(
        'ResourceConflictException',
        `The event source arn (" ${streamArn} ") and function (" orders ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      ),
    );
  });

  it('do not know an unknown UUID', async () => {
    const unknown = refusal('ResourceNotFoundException', 'The resource you requested does not exist.');
    await assert.rejects(lambda.send(new GetEventSourceMappingCommand({ UUID: UNKNOWN })), unknown);
    await assert.rejects(lambda.send(new UpdateEventSourceMappingCommand({ UUID: UNKNOWN })), unknown);
    await assert.rejects(lambda.send(new DeleteEventSourceMappingCommand({ UUID: UNKNOWN })), unknown);
  });
});
