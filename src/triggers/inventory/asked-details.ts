/** Single answers (a table, a stream, a function), asked for once each when somebody wants to see them. */
import type { Clock } from '../../engine/ports/clock';
import type { StopSignal } from '../../engine/ports/stop-signal';
import { type Progress, patiently } from './list-reading';

/** `value` is of the last time while it is asked for again. */
export interface Asked<Value> {
  readonly progress: Progress;
  readonly value?: Value;
}

interface Asking<Value> {
  asked: Asked<Value>;
  /** Resolves with the answer, with failure, or when there is waiting to be shown. */
  readonly shown: Promise<void>;
}

export class AskedDetails<Value> {
  private readonly all = new Map<string, Asking<Value>>();

  /** @param changed something about it is another than when `ask` resolved */
  constructor(
    private readonly call: (key: string, stop: StopSignal) => Promise<Value>,
    private readonly clock: Clock,
    private readonly stop: StopSignal,
    private readonly changed: (key: string) => void,
  ) {}

  get(key: string): Asked<Value> | undefined {
    return this.all.get(key)?.asked;
  }

  /** Those that have an answer. */
  *values(): Iterable<Value> {
    for (const { asked } of this.all.values()) if (asked.value !== undefined) yield asked.value;
  }

  /** Asks unless that was done. @returns what can be shown, which may be that it is waited for */
  async ask(key: string): Promise<Asked<Value>> {
    const asking = this.all.get(key) ?? this.begin(key);
    await asking.shown;
    return asking.asked;
  }

  /** Asks again, and keeps the old answer until there is a new one. */
  async again(key: string): Promise<Asked<Value>> {
    const asking = this.begin(key, this.all.get(key)?.asked.value);
    await asking.shown;
    return asking.asked;
  }

  /** What is asked at this moment is newer: its answer comes after this one. */
  put(key: string, value: Value): void {
    const running = this.all.get(key);
    if (running?.asked.progress.kind === 'reading' || running?.asked.progress.kind === 'throttled')
      running.asked = { ...running.asked, value };
    else this.all.set(key, { asked: { progress: { kind: 'complete' }, value }, shown: Promise.resolve() });
  }

  forget(key: string): void {
    this.all.delete(key);
  }

  forgetAll(): void {
    this.all.clear();
  }

  private begin(key: string, old?: Value): Asking<Value> {
    const last = old === undefined ? {} : { value: old };
    let show: () => void = () => undefined;
    const shown = new Promise<void>((resolve) => (show = resolve));
    const asking: Asking<Value> = { asked: { progress: { kind: 'reading' }, ...last }, shown };
    this.all.set(key, asking);
    void this.answer(key, asking, last, show);
    return asking;
  }

  /** Never rejects. */
  private async answer(
    key: string,
    asking: Asking<Value>,
    last: { readonly value?: Value },
    show: () => void,
  ): Promise<void> {
    let isShown = false;
    const become = (asked: Asked<Value>): void => {
      asking.asked = asked;
      if (isShown && this.all.get(key) === asking) this.changed(key);
      isShown = true;
      show();
    };
    const call = (): Promise<Value> => this.call(key, this.stop);
    const value = await patiently(call, this.clock, this.stop, (progress) => {
      become(progress.kind === 'failed' ? { progress } : { progress, ...last });
    });
    if (value !== undefined) become({ progress: { kind: 'complete' }, value });
    show();
  }
}
