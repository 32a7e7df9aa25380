/**
 * What is known to wait at on-failure destinations: asked for once, again when somebody wants it newer, further when
 * somebody wants more. Triggers that share a queue share what is known of it.
 */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { StopSwitch } from '../../engine/stopping/stop-switch';
import type { AwsConnection } from '../../triggers/connections/aws-connection';
import { type Asked, AskedDetails } from '../../triggers/inventory/asked-details';
import type { FoundBatch } from '../failed-batch';
import type { FailureBuckets } from '../ports/failure-bucket';
import { type BucketLook, lookIntoBucket, readStoredDocument } from './bucket-look';
import { destinationKind } from './destination-kind';
import { type QueueLook, type QueueLookPorts, QueueLooks } from './queue-looks';
import type { UnreadableDocument } from './waiting-documents';

export type DestinationLook =
  | { readonly kind: 'queue'; readonly look: QueueLook }
  | { readonly kind: 'bucket'; readonly look: BucketLook }
  /** A topic keeps nothing, and what else there may be is not known here. */
  | { readonly kind: 'nothing' };

export interface LookPorts extends QueueLookPorts {
  readonly buckets: Pick<FailureBuckets, 'list' | 'read'>;
  readonly clock: Clock;
}

/** Of a trigger. */
export interface Destination {
  readonly connection: AwsConnection;
  readonly trigger: { readonly uuid: string };
  readonly destinationArn: string;
}

export class DestinationLooks {
  private readonly queueLooks: QueueLooks;
  private readonly looks: AskedDetails<DestinationLook>;
  private readonly lifetime = new StopSwitch();
  private readonly destinations = new Map<string, Destination>();

  /**
   * @param most of one destination
   * @param changed something is known that was not when `ask` or `again` resolved
   */
  constructor(
    private readonly ports: LookPorts,
    private readonly most: () => number,
    private readonly changed: () => void,
  ) {
    this.queueLooks = new QueueLooks(ports);
    this.looks = new AskedDetails((key, stop) => this.look(key, stop), ports.clock, this.lifetime, changed);
  }

  /** Asks nothing. */
  get(destination: Destination): Asked<DestinationLook> | undefined {
    return this.looks.get(this.keep(destination));
  }

  /** Asks unless that was done. */
  ask(destination: Destination): Promise<Asked<DestinationLook>> {
    return this.looks.ask(this.keep(destination));
  }

  again(destination: Destination): Promise<Asked<DestinationLook>> {
    return this.looks.again(this.keep(destination));
  }

  /** Its queue may be looked into from now on, whatever that counts towards. */
  agree({ connection, destinationArn }: Destination): void {
    this.queueLooks.agree(connection, destinationArn);
  }

  /** Older objects of a bucket, beside those that are known. @throws ServiceError */
  async more(destination: Destination, stop: StopSignal): Promise<void> {
    const known = this.get(destination)?.value;
    if (known?.kind !== 'bucket' || known.look.next === undefined) return;
    const older = await this.page(destination, { after: known.look.next, most: this.most() }, stop);
    // Another click has read them, or all was read again meanwhile.
    const present = this.get(destination)?.value;
    if (present?.kind !== 'bucket' || present.look.next !== known.look.next) return;
    this.put(destination, { kind: 'bucket', look: { ...older, ...beside(present.look, older) } });
  }

  /** An object that the list has left unread. @throws ServiceError; the stop signal's reason */
  async read(
    destination: Destination,
    key: string,
    stop: StopSignal,
  ): Promise<FoundBatch | UnreadableDocument> {
    const { connection, destinationArn } = destination;
    const read = await readStoredDocument(this.ports.buckets, connection, destinationArn, key, stop);
    const known = this.get(destination)?.value;
    // Two clicks on one row read it twice, and it is one.
    if (known?.kind === 'bucket' && known.look.unread.some((one) => one.key === key)) {
      const { look } = known;
      const unread = look.unread.filter((one) => one.key !== key);
      const documents =
        'batch' in read ? { found: [...look.found, read] } : { unreadable: [...look.unreadable, read] };
      this.put(destination, { kind: 'bucket', look: { ...look, unread, ...documents } });
    }
    return read;
  }

  /**
   * All that waits, beyond what is shown: of a queue up to `most` messages, of a bucket every object.
   *
   * @throws ServiceError; the stop signal's reason
   */
  async all(destination: Destination, most: number, stop: StopSignal): Promise<DestinationLook> {
    const { connection, destinationArn } = destination;
    if (destinationKind(destinationArn) === 'queue') {
      const look = await this.queueLooks.look(connection, destinationArn, most, stop);
      this.put(destination, { kind: 'queue', look });
      return { kind: 'queue', look };
    }
    return this.lookNow(destination, Infinity, stop);
  }

  /** Credentials or connections are others. */
  forgetAll(): void {
    this.looks.forgetAll();
  }

  dispose(): void {
    this.lifetime.abort();
  }

  private async look(key: string, stop: StopSignal): Promise<DestinationLook> {
    const destination = this.destinations.get(key);
    return destination === undefined ? { kind: 'nothing' } : this.lookNow(destination, this.most(), stop);
  }

  private async lookNow(destination: Destination, most: number, stop: StopSignal): Promise<DestinationLook> {
    const { connection, destinationArn } = destination;
    switch (destinationKind(destinationArn)) {
      case 'queue':
        return {
          kind: 'queue',
          look: await this.queueLooks.look(connection, destinationArn, most, stop),
        };
      case 'bucket':
        return { kind: 'bucket', look: await this.page(destination, { most }, stop) };
      case 'topic':
      case 'other':
        return { kind: 'nothing' };
    }
  }

  private page(
    { connection, destinationArn, trigger }: Destination,
    asked: { readonly after?: string; readonly most: number },
    stop: StopSignal,
  ): Promise<BucketLook> {
    return lookIntoBucket(this.ports.buckets, connection, destinationArn, trigger.uuid, asked, stop);
  }

  private put(destination: Destination, look: DestinationLook): void {
    this.looks.put(this.keep(destination), look);
    this.changed();
  }

  private keep(destination: Destination): string {
    const { connection, destinationArn, trigger } = destination;
    const isShared = destinationKind(destinationArn) === 'queue';
    const key = JSON.stringify([connection.id, destinationArn, ...(isShared ? [] : [trigger.uuid])]);
    this.destinations.set(key, destination);
    return key;
  }
}

function beside(known: BucketLook, older: BucketLook): Pick<BucketLook, 'found' | 'unreadable' | 'unread'> {
  return {
    found: [...known.found, ...older.found],
    unreadable: [...known.unreadable, ...older.unreadable],
    unread: [...known.unread, ...older.unread],
  };
}
