import type { TeamMapCell } from '@springboard/contracts/team-map.ts';
import { cx } from '@springboard/ui/cx.ts';
import { cellFigure, cellSentence, statusLooks } from './words.ts';

export interface MapCellProps {
  readonly person: string;
  readonly lab: string;
  readonly cell: TeamMapCell;
  readonly as: 'score' | 'time';
  /** Without the colour of its status: it is not what is looked for. */
  readonly pale: boolean;
}

/** The corner of what is late. */
export const lateCorner =
  'bg-[linear-gradient(225deg,var(--color-bad)_0.4375rem,transparent_0.46875rem)] bg-no-repeat';

/** One person and one lab: sign and figure for the eye, a sentence for the ear and the pointer. Where there is an attempt it leads to its timeline. */
export function MapCell({ person, lab, cell, as, pale }: MapCellProps) {
  const sentence = cellSentence(person, lab, cell);
  const { sign, className } = statusLooks[cell.status];
  const look = cx(
    'block h-9 rounded-sm text-center leading-9 tracking-wide',
    pale ? 'text-ink-3' : className,
    cell.late && !pale && lateCorner,
  );
  const figure = cellFigure(cell, as);
  if (cell.attemptId === null)
    return (
      <span data-cell="" tabIndex={-1} role="img" aria-label={sentence} title={sentence} className={look} />
    );
  return (
    <a
      data-cell=""
      data-attempt={cell.attemptId}
      tabIndex={-1}
      href={`/attempts/${cell.attemptId}/timeline`}
      // What is seen is part of the name: somebody may say it to their computer.
      aria-label={figure === '' ? sentence : `${sentence} Shown: ${figure}.`}
      title={sentence}
      className={cx(look, 'hover:ring-1 hover:ring-current')}
    >
      {sign + figure}
    </a>
  );
}
