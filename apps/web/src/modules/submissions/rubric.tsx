import {
  type CriterionView,
  levelShare,
  type ReviewView,
  type RubricLevel,
} from '@springboard/contracts/submissions.ts';
import { cx } from '@springboard/ui/cx.ts';
import { formatScore, spokenPoints } from '../attempts/score.ts';

export const levels = ['full', 'half', 'none'] as const satisfies readonly RubricLevel[];
export const levelWords: Record<RubricLevel, string> = { full: 'Full', half: 'Half', none: 'None' };

/** How work is marked, before it is. */
export function Rubric({ criteria }: { readonly criteria: readonly CriterionView[] }) {
  return (
    <ul className="divide-y divide-line">
      {criteria.map((criterion) => (
        <li key={criterion.title} className="px-3 py-2.5 text-sm">
          <p className="flex items-baseline justify-between gap-3">
            <span className="font-medium">{criterion.title}</span>
            <span className="text-xs whitespace-nowrap text-ink-3">{spokenPoints(criterion.points)}</span>
          </p>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-ink-2">
            {levels.map((level) => (
              <div key={level} className="contents">
                <dt className="text-ink-3">{levelWords[level]}</dt>
                <dd className="text-pretty">{criterion[level]}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** What a reviewer said of a version, criterion by criterion. */
export function Marks({
  criteria,
  review,
}: {
  readonly criteria: readonly CriterionView[];
  readonly review: ReviewView;
}) {
  return (
    <ul className="divide-y divide-line">
      {criteria.map((criterion, index) => {
        const mark = review.marks[index];
        const level = mark?.level ?? 'none';
        return (
          <li key={criterion.title} className="px-3 py-2.5 text-sm">
            <p className="flex items-baseline justify-between gap-3">
              <span className="font-medium">{criterion.title}</span>
              <span
                className={cx(
                  'text-xs whitespace-nowrap',
                  level === 'full' ? 'text-good-text' : level === 'half' ? 'text-warn-text' : 'text-ink-3',
                )}
              >
                {formatScore(criterion.points * levelShare[level])} of {spokenPoints(criterion.points)}
              </span>
            </p>
            <p className="mt-0.5 text-pretty text-ink-2">{criterion[level]}</p>
            {mark === undefined || mark.comment === '' ? null : (
              <p className="mt-1 rounded-md bg-inset px-2.5 py-1.5 whitespace-pre-line">{mark.comment}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
