import type { CheckView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { CheckIcon } from './check-icon.tsx';
import { type CheckLook, describeCheck } from './verdicts.ts';

const labels: Record<CheckLook, string> = {
  passed: 'text-good-text',
  waiting: 'text-ink-3',
  checking: 'text-accent-text',
  'not-yet': 'text-warn-text',
  'environment-broken': 'text-bad-text',
  'check-broken': 'text-ink-2',
};

/** One check of a task: its verdict, what it says, and when it was last looked at. */
export function CheckRow({ check, over = false }: { readonly check: CheckView; readonly over?: boolean }) {
  const words = describeCheck(check, over);
  const detail = words.look === 'checking' ? check.message : words.message;
  return (
    <li className="flex gap-2.5 px-3 py-2">
      <span className="flex h-5 shrink-0 items-center">
        <CheckIcon look={words.look} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className={cx('text-sm', words.look === 'passed' ? 'text-ink-2' : 'text-ink')}>
            {check.title}
          </span>
          <span className={cx('text-xs whitespace-nowrap', labels[words.look])}>
            {words.label}
            {check.lastRunAt === null || words.look === 'checking' ? null : (
              <span className="text-ink-3">
                {' · '}
                <RelativeTime
                  at={check.passed && check.passedAt !== null ? check.passedAt : check.lastRunAt}
                />
              </span>
            )}
          </span>
        </p>
        {detail === null ? null : (
          <p className="mt-0.5 text-sm whitespace-pre-line text-pretty text-ink-2">{detail}</p>
        )}
        {words.note === null ? null : <p className="mt-0.5 text-xs text-ink-3">{words.note}</p>}
      </div>
    </li>
  );
}
