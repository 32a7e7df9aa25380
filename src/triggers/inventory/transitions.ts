/** What is on its way to another state is read again until it rests: triggers, tables, streams. */
import { doublingDelayMs } from '../../engine/clock/doubling-delay';
import type { Clock } from '../../engine/ports/clock';
import { ServiceError } from '../ports/service-error';
import type { TriggerService } from '../ports/trigger-service';
import { isSettled } from '../trigger';
import type { ConnectionInventory } from './connection-inventory';

const FIRST_DELAY_MS = 2000;
const LONGEST_DELAY_MS = 30_000;
/** Of each kind, in a round: an account in which all changes at once is not asked to pieces. */
const MOST_AT_ONCE = 10;

interface Changing {
  readonly triggers: readonly string[];
  readonly tables: readonly string[];
  readonly streams: readonly string[];
}

export class Transitions {
  private isFollowing = false;
  /** Reading them again was refused. */
  private readonly unreadable = new Set<string>();

  /** @param isWatched whether anybody sees it */
  constructor(
    private readonly inventory: ConnectionInventory,
    private readonly triggers: Pick<TriggerService, 'getTrigger'>,
    private readonly clock: Clock,
    private readonly isWatched: () => boolean,
  ) {}

  /** Follows what is changing, if that is not done already; ends by itself. Never rejects. */
  async follow(): Promise<void> {
    if (this.isFollowing) return;
    this.isFollowing = true;
    try {
      let before = '';
      for (let rounds = 1; ; rounds += 1) {
        const changing = this.changing();
        const now = JSON.stringify(changing);
        if (now !== before) rounds = 1;
        before = now;
        if (isEmpty(changing) || !this.goesOn()) return;
        const delayMs = doublingDelayMs(rounds, FIRST_DELAY_MS, LONGEST_DELAY_MS);
        await this.clock.sleepUntil(this.clock.now() + delayMs, this.inventory.stop);
        if (this.goesOn()) await this.readAgain(this.changing());
      }
    } finally {
      this.isFollowing = false;
    }
  }

  private goesOn(): boolean {
    return !this.inventory.stop.aborted && this.isWatched();
  }

  private changing(): Changing {
    const { lists, tables, streams } = this.inventory;
    return {
      triggers: this.some(lists.triggers.values(), (trigger) => (isSettled(trigger) ? '' : trigger.uuid)),
      tables: this.some(tables.values(), ({ tableName, status }) =>
        status.endsWith('ING') ? tableName : '',
      ),
      streams: this.some(streams.values(), ({ streamArn, status }) =>
        status.endsWith('ING') ? streamArn : '',
      ),
    };
  }

  private some<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): readonly string[] {
    const keys = [...rows].map(keyOf).filter((key) => key !== '' && !this.unreadable.has(key));
    return keys.slice(0, MOST_AT_ONCE);
  }

  private async readAgain({ triggers, tables, streams }: Changing): Promise<void> {
    await Promise.all([
      ...triggers.map((uuid) => this.readTrigger(uuid)),
      ...tables.map((tableName) => this.inventory.refreshTable(tableName)),
      ...streams.map((streamArn) => this.inventory.streams.again(streamArn)),
    ]);
  }

  private async readTrigger(uuid: string): Promise<void> {
    const { inventory } = this;
    try {
      const trigger = await this.triggers.getTrigger(inventory.connection, uuid, inventory.stop);
      inventory.putTrigger(uuid, trigger);
    } catch (error) {
      if (!(error instanceof ServiceError)) this.unreadable.add(uuid);
      else if (error.kind === 'notFound') inventory.putTrigger(uuid, undefined);
      else if (error.kind !== 'throttled' && error.kind !== 'unavailable') this.unreadable.add(uuid);
    }
  }
}

function isEmpty({ triggers, tables, streams }: Changing): boolean {
  return triggers.length + tables.length + streams.length === 0;
}
