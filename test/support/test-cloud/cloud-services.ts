/** Which service answers a request. */
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { TestAccount } from './arn-rewriting';
import type { Answer } from './cloud-answer';
import type { CloudRequest } from './cloud-request';
import { EventSourceMappings } from './event-source-mappings/event-source-mappings';
import type { StoredMapping } from './event-source-mappings/mapping-configuration';
import { MappingStore } from './event-source-mappings/mapping-store';
import { forward } from './forwarding';
import { MOTO_ACCOUNT_HEADER, motoIam, motoLambda, motoSqs } from './moto-clients';
import { CloudWatch } from './services/cloudwatch';
import { DynamoDb } from './services/dynamodb';
import { Functions } from './services/functions';
import { Iam } from './services/iam';
import { LambdaReferences, answerFunctionConfiguration } from './services/lambda';
import { Sqs } from './services/sqs';
import { Sso } from './services/sso';
import { Sts } from './services/sts';
import { SyntheticAccount, type SyntheticAccountOptions } from './synthetic-account';

export interface CloudServicesOptions {
  readonly dynamoDbEndpoint?: string;
  readonly motoEndpoint?: string;
  readonly account?: TestAccount;
  readonly mostRecords?: number;
  readonly splits?: boolean;
  readonly mappings?: readonly StoredMapping[];
  readonly synthetic?: SyntheticAccountOptions;
}

export class CloudServices {
  readonly dynamoDb: DynamoDb;
  readonly mappings = new MappingStore();
  readonly iam: Iam;
  readonly sts: Sts;
  readonly sso: Sso;
  readonly cloudWatch = new CloudWatch();
  readonly functions: Functions;
  readonly sqs: Sqs;
  private readonly lambda: EventSourceMappings;
  private readonly synthetic: SyntheticAccount | undefined;
  private readonly motoEndpoint: string;

  constructor(
    options: CloudServicesOptions,
    private readonly accountId: string,
  ) {
    this.motoEndpoint = String(options.motoEndpoint);
    this.dynamoDb = new DynamoDb({ ...options, endpoint: String(options.dynamoDbEndpoint) });
    this.iam = new Iam(motoIam(this.motoEndpoint, accountId));
    this.sts = new Sts(accountId);
    this.sso = new Sso(accountId, this.sts);
    this.synthetic = options.synthetic && new SyntheticAccount(accountId, options.synthetic);
    const lambdaIn = (region: string): LambdaClient => motoLambda(this.motoEndpoint, accountId, region);
    this.sqs = new Sqs((region) => motoSqs(this.motoEndpoint, accountId, region));
    this.functions = new Functions(lambdaIn, accountId);
    const references = new LambdaReferences(lambdaIn, this.iam, (streamArn, region) =>
      this.dynamoDb.hasStream(streamArn, region),
    );
    this.lambda = new EventSourceMappings(this.mappings, accountId, references);
    for (const mapping of options.mappings ?? []) this.mappings.add(mapping);
  }

  /** Rejects with CloudError for what a service refuses. */
  async answer(request: CloudRequest): Promise<Answer> {
    const listed = this.synthetic?.answer(request);
    if (listed !== undefined) return listed;
    switch (request.service) {
      case 'dynamodb':
        return this.dynamoDb.answer(request);
      case 'lambda':
        return (await this.lambda.answer(request)) ?? this.answerFunctions(request);
      case 'iam':
        return (await this.iam.answer(request)) ?? this.askMoto(request);
      case 'sqs':
        return this.sqs.answer(request, (question) => this.askMoto(question));
      case 'sts':
        return this.sts.answer(request, (question) => this.askMoto(question));
      case 'sso':
      case 'sso-oauth':
        return this.sso.answer(request);
      case 'cloudwatch':
        return this.cloudWatch.answer(request);
      default:
        return this.askMoto(request);
    }
  }

  private answerFunctions(request: CloudRequest): Promise<Answer> {
    const ask = (question: CloudRequest): Promise<Answer> => this.askMoto(question);
    switch (request.action) {
      case 'lambda:InvokeFunction':
        return this.functions.invoke(request);
      case 'lambda:GetFunctionConfiguration':
        return answerFunctionConfiguration(request, ask);
      default:
        return ask(request);
    }
  }

  private askMoto(request: CloudRequest): Promise<Answer> {
    return forward(this.motoEndpoint, request, request.body, { [MOTO_ACCOUNT_HEADER]: this.accountId });
  }
}
