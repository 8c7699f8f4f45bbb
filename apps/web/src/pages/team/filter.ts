import type { TeamMapCell } from '@springboard/contracts/team-map.ts';
import type { TeamSearch } from '../../api/team-map.ts';

/** Whether a cell is one of those that are asked for. */
export function fits({ status, late }: TeamMapCell, show: TeamSearch['show']): boolean {
  return show === undefined || (show === 'late' ? late : status === show);
}
