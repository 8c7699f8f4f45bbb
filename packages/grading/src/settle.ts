import { setTimeout as sleep } from 'node:timers/promises';
import type { Look } from './result.ts';

export interface SettleOptions {
  /** Keep looking for so long while the answer is *not yet*. 0 = one look. */
  readonly withinMs: number;
  /** A pass must hold for so long. 0 = at one moment. */
  readonly stableForMs: number;
  /** Pause between two looks. */
  readonly intervalMs: number;
  readonly signal: AbortSignal;
  /** Called after each look that does not end it, with a text for the learner. */
  readonly onWaiting: (text: string) => void;
}

/**
 * Looks until the answer counts: a pass that has held for `stableForMs`, a *not yet* after `withinMs`, or anything
 * broken at once. Rejects with the signal's reason when cancelled.
 */
export async function settle(
  look: () => Promise<Look>,
  options: SettleOptions,
): Promise<{ look: Look; looks: number }> {
  const { withinMs, stableForMs, intervalMs, signal, onWaiting } = options;
  const start = performance.now();
  let heldSince: number | undefined;
  let slip: string | undefined;
  for (let looks = 1; ; looks++) {
    const result = await look();
    const now = performance.now();
    let left: number;
    if (result.verdict === 'pass') {
      heldSince ??= now;
      left = stableForMs - (now - heldSince);
      if (left <= 0) return { look: result, looks };
      onWaiting(`Right so far. It has to stay so for ${seconds(left)} more.`);
    } else {
      if (heldSince !== undefined) slip = `Held for ${seconds(now - heldSince)}, and then no more.`;
      heldSince = undefined;
      left = withinMs - (now - start);
      if (result.verdict !== 'not_yet' || left <= 0)
        return { look: slip === undefined ? result : addNote(result, slip), looks };
      onWaiting(result.learnerText ?? 'Not there yet; still looking.');
    }
    await sleep(Math.min(intervalMs, left), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1000))} s`;
}

function addNote(look: Look, note: string): Look {
  return { ...look, authorText: look.authorText === null ? note : `${look.authorText}\n${note}` };
}
