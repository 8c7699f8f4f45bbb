import type { FeedbackView } from '@springboard/contracts/lab-health.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import type { ReactNode } from 'react';

const verdictWords = {
  pass: 'passed',
  not_yet: 'not yet',
  environment_broken: 'environment broken',
  check_broken: 'check broken',
};

/** What somebody said of a lab, what its checks had said, and the answer. */
export function Remark({
  remark,
  mine = false,
  children,
}: {
  readonly remark: FeedbackView;
  readonly mine?: boolean;
  readonly children?: ReactNode;
}) {
  const { answer } = remark;
  return (
    <article className="rounded-lg border border-line bg-surface px-3 py-2.5 text-sm">
      <p className="text-xs text-ink-3">
        {mine ? null : <span className="font-medium text-ink-2">{remark.person}, </span>}
        {remark.task ?? 'the lab as a whole'}, <RelativeTime at={remark.at} />
        {mine || remark.commit === null ? null : (
          <span className="font-mono">, {remark.commit.slice(0, 8)}</span>
        )}
      </p>
      <p className="mt-1 whitespace-pre-line text-pretty">{remark.text}</p>
      {mine || remark.verdicts.length === 0 ? null : (
        <ul className="mt-1.5 text-xs text-ink-3">
          {remark.verdicts.map(({ check, verdict, text }) => (
            <li key={check}>
              {check}: {verdictWords[verdict]}
              {text === null ? '' : `, “${text}”`}
            </li>
          ))}
        </ul>
      )}
      {answer === null ? (
        mine ? (
          <p className="mt-1.5 text-xs text-ink-3">Not answered yet.</p>
        ) : null
      ) : (
        <div className="mt-2 rounded-md bg-inset px-2.5 py-1.5">
          <p className="text-xs text-ink-3">
            {answer.by}, <RelativeTime at={answer.at} />
          </p>
          <p className="whitespace-pre-line text-pretty">{answer.text}</p>
        </div>
      )}
      {children}
    </article>
  );
}
