/** A trigger as Lambda keeps it, a store, and a window that can be killed at any of its calls. */
import { StopSwitch } from '../../../../src/engine/stopping/stop-switch';
import type { StopSignal } from '../../../../src/engine/ports/stop-signal';
import type { KeptUnblock } from '../../../../src/failed-batches/stuck/kept-unblock';
import { readUnblock } from '../../../../src/failed-batches/stuck/kept-unblock';
import type {
  UnblockOptionName,
  UnblockOptions,
} from '../../../../src/failed-batches/stuck/temporary-options';
import { temporaryOptions } from '../../../../src/failed-batches/stuck/temporary-options';
import type { UnblockPorts, UnblockStep } from '../../../../src/failed-batches/stuck/unblock-trigger';
import type { Trigger } from '../../../../src/triggers/trigger';
import type { TriggerDocument } from '../../../../src/triggers/trigger-document';
import { SimulatedTime } from '../../../support/virtual-time';

/** The window is gone: nothing that it began goes on. */
export class KilledError extends Error {}

const START_MS = 1_732_549_200_000;

export class UnblockingScene {
  readonly steps: UnblockStep[] = [];
  readonly asked: (readonly UnblockOptionName[])[] = [];
  document: TriggerDocument;
  lastProcessingResult = 'PROBLEM: Function call failed';
  iteratorAgeMs = 3_600_000;
  documents = 0;
  isGone = false;
  signsError: Error | undefined;
  updateError: Error | undefined;
  goesOn: boolean[] = [];
  foreignAnswer: 'overwrite' | 'leave' | 'later' = 'leave';
  changedBySomebodyElse: Partial<UnblockOptions> = {};
  /** As JSON, by their ids. */
  private readonly stored = new Map<string, string>();
  private readonly time = new SimulatedTime(START_MS);
  private readonly events: { readonly atMs: number; readonly happen: () => unknown }[] = [];
  private calls = 0;
  private kill: { readonly call: number; readonly isAfter: boolean } | undefined;
  private isDead = false;

  constructor(
    private readonly before: UnblockOptions,
    private readonly destination: string,
  ) {
    this.document = before;
  }

  get store(): readonly KeptUnblock[] {
    return [...this.stored.values()].flatMap((text) => readUnblock(JSON.parse(text)) ?? []);
  }

  passedMs(): number {
    return this.time.now() - START_MS;
  }

  /** Something happens so long after the start, as soon as somebody looks. */
  at(ms: number, happen: () => unknown): void {
    this.events.push({ atMs: START_MS + ms, happen });
  }

  /** @param call of the next window, from 0; @param isAfter it is killed after the call's effect, else before */
  killAt(call: number, isAfter: boolean): void {
    this.revive();
    this.kill = { call, isAfter };
  }

  revive(): void {
    this.calls = 0;
    this.kill = undefined;
    this.isDead = false;
  }

  changeAsSomebodyElse(name: UnblockOptionName): void {
    const changed: Partial<UnblockOptions> =
      name === 'MaximumRetryAttempts'
        ? { MaximumRetryAttempts: 77 }
        : { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:eu-west-1:111122223333:theirs' } } };
    // Of an option that was not touched nobody here has to know.
    this.changedBySomebodyElse = changed;
    this.document = { ...this.document, ...changed };
  }

  kept(): KeptUnblock {
    return {
      id: 'one',
      connectionId: 'connection',
      connectionName: 'orders',
      uuid: '4f60a5c2-0000-4000-8000-000000000001',
      streamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/stream/2025-11-25T15:45:36.123',
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders',
      beganMs: START_MS,
      seenMs: START_MS,
      before: this.before,
      temporary: temporaryOptions(this.before, this.destination),
    };
  }

  run<T>(work: (ports: UnblockPorts, stop: StopSignal) => Promise<T>): Promise<T> {
    return this.time.passUntil(work(this.ports(), new StopSwitch()));
  }

  private ports(): UnblockPorts {
    return {
      clock: this.time,
      signs: () =>
        this.call(() => {
          if (this.signsError) throw this.signsError;
          const { lastProcessingResult, iteratorAgeMs, documents } = this;
          return { lastProcessingResult, iteratorAgeMs, documents };
        }),
      present: () => this.call(() => (this.isGone ? undefined : this.trigger())),
      update: (_, change) =>
        this.call(() => {
          if (this.updateError) throw this.updateError;
          this.document = { ...this.document, ...change };
        }),
      keep: (kept) => this.call(() => void this.stored.set(kept.id, JSON.stringify(kept))),
      forget: (id) => this.call(() => void this.stored.delete(id)),
      askForeign: (foreign) =>
        this.call(() => {
          this.asked.push(foreign);
          return this.foreignAnswer;
        }),
      goesOn: () => this.call(() => this.goesOn.shift() ?? false),
      says: (step) => {
        if (this.steps.at(-1) !== step) this.steps.push(step);
      },
    };
  }

  private async call<T>(effect: () => T): Promise<T> {
    this.happen();
    const isLast = this.kill?.call === this.calls;
    this.calls += 1;
    if (this.isDead || (isLast && this.kill?.isAfter === false)) this.die();
    const result = effect();
    if (isLast) this.die();
    return Promise.resolve(result);
  }

  private die(): never {
    this.isDead = true;
    throw new KilledError('killed');
  }

  private happen(): void {
    for (const event of this.events.splice(0)) {
      if (event.atMs <= this.time.now()) event.happen();
      else this.events.push(event);
    }
  }

  private trigger(): Trigger {
    const { uuid, streamArn, functionArn } = this.kept();
    return {
      uuid,
      arn: `arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:${uuid}`,
      functionArn,
      streamArn,
      state: 'Enabled',
      stateReason: 'User action',
      lastProcessingResult: this.lastProcessingResult,
      lastModifiedMs: START_MS,
      document: this.document,
    };
  }
}
