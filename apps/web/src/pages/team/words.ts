import type { CellStatus, StuckView, TeamMapCell } from '@springboard/contracts/team-map.ts';
import { formatDuration } from '@springboard/ui/time.ts';
import { formatScore } from '../../modules/attempts/score.ts';
import { formatDay } from '../../modules/paths/days.ts';

/** How each status is called, and the sign it has beside its colour. */
export const statusLooks: Readonly<
  Record<CellStatus, { readonly words: string; readonly sign: string; readonly className: string }>
> = {
  done: { words: 'passed', sign: '✓', className: 'bg-good-soft text-good-text' },
  waiting: { words: 'waits for review', sign: '…', className: 'bg-inset text-ink-2' },
  active: { words: 'going on', sign: '▸', className: 'bg-accent-soft text-accent-text' },
  stuck: { words: 'stuck', sign: '!', className: 'bg-bad-soft text-bad-text font-semibold' },
  returned: { words: 'another version asked for', sign: '↩', className: 'bg-warn-soft text-warn-text' },
  tried: { words: 'too few points', sign: '×', className: 'bg-warn-soft text-warn-text' },
  open: { words: 'not begun', sign: '', className: 'bg-surface text-ink-3' },
};

const minuteMs = 60_000;

/** One cell as a sentence: who, what, how it stands, points, time, and whether it is late. */
export function cellSentence(person: string, lab: string, cell: TeamMapCell): string {
  const { status, late, dueOn, best, minutes, attempts } = cell;
  const parts = [
    statusLooks[status].words,
    ...(best === null ? [] : [`best ${formatScore(best.score)} of ${formatScore(best.maxScore)} points`]),
    ...(minutes === 0 ? [] : [`${formatDuration(minutes * minuteMs)} spent`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(late && dueOn !== null ? [`late, was due ${formatDay(dueOn)}`] : []),
  ];
  return `${person}, ${lab}: ${parts.join(', ')}.`;
}

/** What stands in a cell beside its sign: percent of the points, or `h:mm` of the time. */
export function cellFigure({ best, minutes }: TeamMapCell, as: 'score' | 'time'): string {
  if (as === 'time')
    return minutes === 0 ? '' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return best === null || best.maxScore === 0 ? '' : String(Math.round((best.score / best.maxScore) * 100));
}

/** Why somebody is called stuck. */
export function stuckWords({ rule, failures }: Pick<StuckView, 'rule' | 'failures'>): string {
  switch (rule) {
    case 'hints':
      return `every hint is open, and it failed ${failures} times since`;
    case 'failing':
      return `failed ${failures} times with nothing passed`;
    case 'idle':
      return 'overdue, and nothing happens';
  }
}
