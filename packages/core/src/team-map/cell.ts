import type { CellStatus, TeamMapCell } from '@springboard/contracts/team-map.ts';
import type { ItemState } from '../paths/item-state.ts';
import type { LabStanding } from '../paths/lab-standing.ts';

const minuteMs = 60_000;

/** One person and one lab, as the map shows it. */
export function mapCell(
  state: Pick<ItemState, 'status' | 'late' | 'dueOn'>,
  lab: LabStanding | undefined,
  { spentMs, stuck }: { readonly spentMs: number; readonly stuck: boolean },
): TeamMapCell {
  const { late, dueOn } = state;
  const { best = null, activeId = null } = lab ?? {};
  return {
    status: statusOf(state, stuck),
    late,
    dueOn,
    best: best && { score: best.score, maxScore: best.maxScore },
    minutes: Math.round(spentMs / minuteMs),
    attempts: lab?.attempts ?? 0,
    attemptId: activeId ?? best?.id ?? null,
  };
}

/** What is passed stays so while it is done again, and what waits for somebody else holds nobody up. */
function statusOf({ status }: Pick<ItemState, 'status'>, stuck: boolean): CellStatus {
  if (status === 'active') return stuck ? 'stuck' : 'active';
  return status === 'locked' ? 'open' : status;
}
