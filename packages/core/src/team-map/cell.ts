import type { CellStatus, TeamMapCell } from '@springboard/contracts/team-map.ts';
import type { LabStandingRow } from '@springboard/db/repositories/path-facts.ts';
import type { ItemState } from '../paths/item-state.ts';

const minuteMs = 60_000;

/** One person and one lab, as the map shows it. */
export function mapCell(
  state: Pick<ItemState, 'status' | 'late' | 'dueOn'>,
  lab: LabStandingRow | undefined,
  { spentMs, stuck }: { readonly spentMs: number; readonly stuck: boolean },
): TeamMapCell {
  const { late, dueOn } = state;
  const { bestId = null, bestScore = null, bestMaxScore = null, activeId = null } = lab ?? {};
  const known = bestId !== null && bestScore !== null && bestMaxScore !== null;
  return {
    status: statusOf(state, stuck),
    late,
    dueOn,
    best: known ? { score: bestScore, maxScore: bestMaxScore } : null,
    minutes: Math.round(spentMs / minuteMs),
    attempts: lab?.attempts ?? 0,
    attemptId: activeId ?? bestId,
  };
}

/** What is passed stays so while it is done again, and what waits for somebody else holds nobody up. */
function statusOf({ status }: Pick<ItemState, 'status'>, stuck: boolean): CellStatus {
  if (status === 'active') return stuck ? 'stuck' : 'active';
  return status === 'locked' ? 'open' : status;
}
