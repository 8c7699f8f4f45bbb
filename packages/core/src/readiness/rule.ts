import type { PartState } from '@springboard/contracts/readiness.ts';
import type { ReadinessRule } from '@springboard/lab-format/model/path.ts';
import { addDays, dayOf } from '../paths/days.ts';

/** When each part was shown last. */
export interface Shown {
  /** By slug. */
  readonly labs: ReadonlyMap<string, Date>;
  /** By the id of the skill. */
  readonly signOffs: ReadonlyMap<string, Date>;
}

export interface Part {
  readonly id: string;
  readonly state: PartState;
  /** Last day on which it counts, or counted; null: for good, or missing. */
  readonly until: string | null;
}

export interface Readiness {
  readonly ready: boolean;
  /** When the last part came; null unless ready. */
  readonly since: Date | null;
  /** Last day on which all parts count; null: for good, or not ready. */
  readonly until: string | null;
  readonly labs: readonly Part[];
  readonly signOffs: readonly Part[];
}

/** Whether somebody is ready by a rule on a day (`2026-11-02`, UTC). A part counts from the day it was shown, and `expires` days more. */
export function readinessBy(
  rule: Pick<ReadinessRule, 'labs' | 'signOffs' | 'expires'>,
  shown: Shown,
  today: string,
): Readiness {
  const partOf = (id: string, at: Date | undefined): Part => {
    if (!at) return { id, state: 'missing', until: null };
    const until = rule.expires === null ? null : addDays(dayOf(at), rule.expires);
    return { id, state: until !== null && until < today ? 'expired' : 'met', until };
  };
  const labs = rule.labs.map((slug) => partOf(slug, shown.labs.get(slug)));
  const signOffs = rule.signOffs.map((skill) => partOf(skill, shown.signOffs.get(skill)));
  const ready = [...labs, ...signOffs].every(({ state }) => state === 'met');
  const times = [
    ...rule.labs.flatMap((slug) => shown.labs.get(slug) ?? []),
    ...rule.signOffs.flatMap((skill) => shown.signOffs.get(skill) ?? []),
  ];
  const ends = [...labs, ...signOffs].flatMap(({ until }) => until ?? []).sort();
  return {
    ready,
    since: ready ? new Date(Math.max(...times.map((at) => at.getTime()))) : null,
    until: ready ? (ends[0] ?? null) : null,
    labs,
    signOffs,
  };
}
