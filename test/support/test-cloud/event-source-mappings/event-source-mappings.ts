/** Lambda's event source mappings as AWS answers them (reference sections 2.1 to 2.5); moto leaves most of it out. */
import { randomUUID } from 'node:crypto';
import { type Answer, CloudError, jsonAnswer } from '../cloud-answer';
import { type CloudRequest, inputOf } from '../cloud-request';
import { checkModel, checkOptions, checkSource } from './mapping-checks';
import {
  type MappingInput,
  type StoredMapping,
  changedMapping,
  recordedMapping,
} from './mapping-configuration';
import type { MappingStore } from './mapping-store';

/** What a mapping refers to; each rejects with the CloudError that Lambda answers. */
export interface MappingReferences {
  /** @param functionArn with the qualifier that was given, if any */
  checkFunction(functionArn: string): Promise<void>;
  /** Mappings read streams of their own region only (PX-7). */
  checkStream(streamArn: string, region: string): Promise<void>;
  /** The execution role's rights on the stream, and to send to the destination if there is one. */
  checkRole(functionArn: string, streamArn: string, destinationArn: string | undefined): Promise<void>;
}

const ACCEPTED = 202;

export class EventSourceMappings {
  constructor(
    private readonly store: MappingStore,
    private readonly accountId: string,
    private readonly references: MappingReferences,
  ) {}

  /** @returns undefined if the request is about something else */
  async answer(request: CloudRequest): Promise<Answer | undefined> {
    const uuid = decodeURIComponent(request.url.pathname.replace(/\/$/, '').split('/').pop() ?? '');
    switch (request.action) {
      case 'lambda:CreateEventSourceMapping':
        return jsonAnswer(await this.create(request), ACCEPTED);
      case 'lambda:UpdateEventSourceMapping':
        return jsonAnswer(await this.update(uuid, request), ACCEPTED);
      case 'lambda:DeleteEventSourceMapping':
        this.refuseIfBusy(uuid, 'delete');
        return jsonAnswer(this.store.move(uuid, 'Deleting', undefined), ACCEPTED);
      case 'lambda:GetEventSourceMapping':
        return jsonAnswer(this.store.read(uuid));
      case 'lambda:ListEventSourceMappings':
        return jsonAnswer(this.list(request));
      default:
        return this.answerTags(request);
    }
  }

  private async create(request: CloudRequest): Promise<StoredMapping> {
    const input = inputOf(request) as MappingInput;
    checkModel(input);
    if (input.DestinationConfig?.OnSuccess !== undefined) checkOptions(input);
    const streamArn = checkSource(input);
    checkOptions(input);
    const functionArn = this.functionArn(input.FunctionName ?? '', request.region, streamArn);
    await this.references.checkFunction(functionArn);
    await this.references.checkStream(streamArn, request.region);
    this.refuseDuplicate(streamArn, functionArn, input.FunctionName ?? '');
    await this.references.checkRole(functionArn, streamArn, destinationOf(input));
    const uuid = randomUUID();
    const named = { UUID: uuid, EventSourceArn: streamArn, FunctionArn: functionArn };
    const mapping = changedMapping(recordedMapping(named), input);
    this.store.add(
      { ...mapping, StartingPosition: input.StartingPosition, LastModified: nowInSeconds() },
      input.Tags,
    );
    return this.store.move(uuid, 'Creating', input.Enabled === false ? 'Disabled' : 'Enabled');
  }

  private async update(uuid: string, request: CloudRequest): Promise<StoredMapping> {
    const input = inputOf(request) as MappingInput;
    checkModel(input);
    this.refuseIfBusy(uuid, 'update');
    checkOptions(input);
    const before = this.store.change(uuid, {});
    const { FunctionName, Enabled } = input;
    const functionArn =
      FunctionName === undefined
        ? before.FunctionArn
        : this.functionArn(FunctionName, request.region, before.EventSourceArn);
    const changed: StoredMapping = { ...changedMapping(before, input), FunctionArn: functionArn };
    if (FunctionName !== undefined) await this.references.checkFunction(functionArn);
    if (functionArn !== before.FunctionArn)
      this.refuseDuplicate(before.EventSourceArn, functionArn, FunctionName ?? '');
    if (FunctionName !== undefined || destinationOf(input) !== undefined)
      await this.references.checkRole(
        functionArn,
        before.EventSourceArn,
        destinationOf(changed as MappingInput),
      );
    this.store.replace({ ...changed, LastModified: nowInSeconds() });
    const isEnabled = before['State'] === 'Enabled';
    if (Enabled === false && isEnabled) return this.store.move(uuid, 'Disabling', 'Disabled');
    if (Enabled === true && !isEnabled) return this.store.move(uuid, 'Enabling', 'Enabled');
    return this.store.move(uuid, 'Updating', isEnabled ? 'Enabled' : 'Disabled');
  }

  private list({ url: { searchParams: query }, region }: CloudRequest): unknown {
    const streamArn = query.get('EventSourceArn');
    const functionName = query.get('FunctionName');
    const start = Number(query.get('Marker') ?? 0);
    const { pageSize } = this.store;
    const next = start + Math.min(pageSize, Number(query.get('MaxItems') ?? pageSize));
    const chosen = this.store.readAll(
      region,
      ({ EventSourceArn, FunctionArn }) =>
        (streamArn === null || EventSourceArn === streamArn) &&
        (functionName === null || FunctionArn === this.functionArn(functionName, region, EventSourceArn)),
    );
    // With a key of the customer's, a list leaves the filters out (section 2.2).
    const page = chosen
      .slice(start, next)
      .map((mapping) => ('KMSKeyArn' in mapping ? { ...mapping, FilterCriteria: null } : mapping));
    return { EventSourceMappings: page, ...(next < chosen.length && { NextMarker: String(next) }) };
  }

  private answerTags(request: CloudRequest): Answer | undefined {
    const { action, url } = request;
    const [, uuid] =
      /\/tags\/arn:.*:event-source-mapping:([^/]+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    if (uuid === undefined) return undefined;
    const tags = this.store.tagsOf(uuid);
    switch (action) {
      case 'lambda:ListTags':
        return jsonAnswer({ Tags: tags });
      case 'lambda:TagResource':
        this.store.setTags(uuid, { ...tags, ...(inputOf(request) as MappingInput).Tags });
        return { status: 204, headers: {}, body: Buffer.alloc(0) };
      case 'lambda:UntagResource': {
        const removed = url.searchParams.getAll('tagKeys');
        this.store.setTags(
          uuid,
          Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key))),
        );
        return { status: 204, headers: {}, body: Buffer.alloc(0) };
      }
      default:
        return undefined;
    }
  }

  /** Name, partial or full ARN, each with its qualifier as given (reference section 2.3). */
  private functionArn(name: string, region: string, streamArn: string): string {
    if (name.startsWith('arn:')) return name;
    const own = name.replace(/^\d{12}:(function:)?/, '');
    return `arn:${streamArn.split(':')[1]}:lambda:${region}:${this.accountId}:function:${own}`;
  }

  private refuseDuplicate(streamArn: string, functionArn: string, functionName: string): void {
    const other = this.store.mappings.find(
      ({ EventSourceArn, FunctionArn }) => EventSourceArn === streamArn && FunctionArn === functionArn,
    );
    if (other === undefined) return;
    const name = functionName.replace(/^.*:function:/, '').replace(/:.*$/, '');
    throw new CloudError({
      status: 409,
      type: 'ResourceConflictException',
      message: `The event source arn (" ${streamArn} ") and function (" ${name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${other.UUID}`,
    });
  }

  private refuseIfBusy(uuid: string, change: 'update' | 'delete'): void {
    if (!this.store.isBusy(uuid)) return;
    const message = `Cannot ${change} the event source mapping because it is in use.`;
    throw new CloudError({ status: 400, type: 'ResourceInUseException', message });
  }
}

function destinationOf({ DestinationConfig }: Pick<MappingInput, 'DestinationConfig'>): string | undefined {
  const destination = DestinationConfig?.OnFailure?.Destination;
  return destination === '' ? undefined : destination;
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
