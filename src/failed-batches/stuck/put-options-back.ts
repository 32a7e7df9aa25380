/** The end of every unblocking, and what is left to do after a crash: the old options, and nobody else's change lost. */
import type { Trigger } from '../../triggers/trigger';
import type { TriggerDocument } from '../../triggers/trigger-document';
import type { KeptUnblock } from './kept-unblock';
import type { UnblockOptionName } from './temporary-options';
import { restoring, valuesOf } from './temporary-options';

export interface PutBackPorts {
  /** As it is when no change is under way; undefined if it is gone. */
  present(): Promise<Trigger | undefined>;
  /** Resolves when Lambda has accepted it. */
  update(present: Trigger, change: TriggerDocument): Promise<void>;
  /** Resolves when it is on the disk; replaces the one with its id. */
  keep(kept: KeptUnblock): Promise<void>;
  forget(id: string): Promise<void>;
  /** Somebody has changed these meanwhile. @returns `later` if the user has gone away */
  askForeign(
    foreign: readonly UnblockOptionName[],
    present: Trigger,
  ): Promise<'overwrite' | 'leave' | 'later'>;
}

export type PutBack =
  | { readonly kind: 'gone' }
  /** It is offered again. */
  | { readonly kind: 'later' }
  /** `left`: somebody else's, not touched. */
  | {
      readonly kind: 'done';
      readonly restored: readonly UnblockOptionName[];
      readonly left: readonly UnblockOptionName[];
    };

/** Only what differs is sent. @throws what the ports throw: then it stays kept */
export async function putOptionsBack(ports: PutBackPorts, kept: KeptUnblock): Promise<PutBack> {
  const present = await ports.present();
  if (present === undefined) {
    await ports.forget(kept.id);
    return { kind: 'gone' };
  }
  const { change, foreign } = restoring(kept.before, kept.temporary, present.document);
  const answer = foreign.length === 0 ? 'leave' : await ports.askForeign(foreign, present);
  if (answer === 'later') return { kind: 'later' };
  const left = answer === 'leave' ? foreign : [];
  const wanted = answer === 'leave' ? change : { ...change, ...valuesOf(kept.before, foreign) };
  const restored = Object.keys(wanted) as UnblockOptionName[];
  if (restored.length > 0) await ports.update(present, wanted);
  await ports.forget(kept.id);
  return { kind: 'done', restored, left };
}
