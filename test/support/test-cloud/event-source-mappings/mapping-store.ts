/** The mappings of all regions, and the states that a change leads them through (reference section 2.4, ST-1 to ST-4). */
import { CloudError } from '../cloud-answer';
import type { StoredMapping } from './mapping-configuration';

/** When a mapping leaves a state such as Creating. */
export type Settling =
  /** After so many Gets or Lists that still show it. */
  | { readonly afterReads: number }
  | { readonly afterMs: number }
  /** When the test says so. */
  | 'whenTold';

interface Entry {
  mapping: StoredMapping;
  tags: Readonly<Record<string, string>>;
  change?: { readonly to: string; readsLeft: number; readonly dueMs: number };
}

/** The state after Deleting. */
const GONE = 'Gone';

export class MappingStore {
  settling: Settling = { afterReads: 1 };
  /** A page of ListEventSourceMappings has at most so many. */
  pageSize = 100;
  private entries: Entry[] = [];

  /** As they stand. */
  get mappings(): readonly StoredMapping[] {
    return this.entries.map(({ mapping }) => mapping);
  }

  add(mapping: StoredMapping, tags: Readonly<Record<string, string>> = {}): void {
    this.entries.push({ mapping, tags });
  }

  /** Something happens to a mapping, for example `{ LastProcessingResult: 'PROBLEM: Function call failed' }`. */
  change(uuid: string, changes: Readonly<Record<string, unknown>>): StoredMapping {
    const entry = this.entry(uuid);
    entry.mapping = { ...entry.mapping, ...changes };
    return entry.mapping;
  }

  replace(mapping: StoredMapping): void {
    this.entry(mapping.UUID).mapping = mapping;
  }

  /** @returns the mapping in the state `by`, from which it goes on to `to`; to nowhere if undefined */
  move(uuid: string, by: string, to: string | undefined): StoredMapping {
    const entry = this.entry(uuid);
    entry.mapping = { ...entry.mapping, State: by };
    const { settling } = this;
    const told = settling === 'whenTold';
    entry.change = {
      to: to ?? GONE,
      readsLeft: !told && 'afterReads' in settling ? settling.afterReads : Infinity,
      dueMs: !told && 'afterMs' in settling ? Date.now() + settling.afterMs : Infinity,
    };
    return entry.mapping;
  }

  /** Every change under way comes to its end. */
  settle(): void {
    for (const entry of [...this.entries]) this.finish(entry);
  }

  /** @throws CloudError the 404 of an unknown UUID */
  read(uuid: string): StoredMapping {
    const entry = this.entry(uuid);
    noteRead(entry);
    return entry.mapping;
  }

  /** Of one region, those that `chosen` takes. */
  readAll(region: string, chosen: (mapping: StoredMapping) => boolean): readonly StoredMapping[] {
    this.finishDue();
    const read = this.entries.filter(
      ({ mapping }) => mapping.EventSourceArn.split(':')[3] === region && chosen(mapping),
    );
    read.forEach(noteRead);
    return read.map(({ mapping }) => mapping);
  }

  isBusy(uuid: string): boolean {
    return this.entry(uuid).change !== undefined;
  }

  tagsOf(uuid: string): Readonly<Record<string, string>> {
    return this.entry(uuid).tags;
  }

  setTags(uuid: string, tags: Readonly<Record<string, string>>): void {
    this.entry(uuid).tags = tags;
  }

  private entry(uuid: string): Entry {
    this.finishDue();
    const found = this.entries.find(({ mapping }) => mapping.UUID === uuid);
    if (found !== undefined) return found;
    const message = 'The resource you requested does not exist.';
    throw new CloudError({ status: 404, type: 'ResourceNotFoundException', message });
  }

  private finishDue(): void {
    for (const entry of [...this.entries])
      if (entry.change !== undefined && (entry.change.readsLeft <= 0 || entry.change.dueMs <= Date.now()))
        this.finish(entry);
  }

  private finish(entry: Entry): void {
    const { change } = entry;
    if (change === undefined) return;
    delete entry.change;
    if (change.to === GONE) this.entries = this.entries.filter((other) => other !== entry);
    else entry.mapping = { ...entry.mapping, State: change.to };
  }
}

function noteRead({ change }: Entry): void {
  if (change !== undefined) change.readsLeft -= 1;
}
