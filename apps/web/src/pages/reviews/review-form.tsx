import {
  type CriterionMark,
  type CriterionView,
  levelShare,
  type SubmissionView,
} from '@springboard/contracts/submissions.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sendReview, submissionQuery } from '../../api/submissions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { formatScore, spokenPoints } from '../../modules/attempts/score.ts';
import { levels, levelWords } from '../../modules/submissions/rubric.tsx';

type Mark = { readonly level: CriterionMark['level'] | null; readonly comment: string };

/** The rubric as a form: a level and a comment for each criterion, a word on the whole, and what follows. */
export function ReviewForm({
  submission,
  version,
}: {
  readonly submission: SubmissionView;
  readonly version: number;
}) {
  const { attemptId, taskId, work } = submission;
  const client = useQueryClient();
  const id = useId();
  const [marks, setMarks] = useState<readonly Mark[]>(() =>
    work.criteria.map(() => ({ level: null, comment: '' })),
  );
  const [comment, setComment] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (decision: 'accept' | 'return') =>
      sendReview(attemptId, taskId, {
        version,
        comment,
        decision,
        marks: marks.map((mark) => ({ comment: mark.comment, level: mark.level ?? 'none' })),
      }),
    onSuccess: (next) => {
      client.setQueryData(submissionQuery(attemptId, taskId).queryKey, next);
      for (const state of ['open', 'done'])
        void client.invalidateQueries({ queryKey: ['submissions', state] });
    },
    onError: notifyFailure,
  });
  const decide = (decision: 'accept' | 'return') => {
    const open = marks.findIndex(({ level }) => level === null);
    if (open >= 0) return setComplaint(`“${work.criteria[open]?.title}” is not marked yet.`);
    if (decision === 'return' && comment.trim() === '')
      return setComplaint('Say in a word on the whole what is missing.');
    setComplaint(null);
    send.mutate(decision);
  };
  const isMarked = marks.every(({ level }) => level !== null);
  const points = work.criteria.reduce(
    (sum, criterion, at) => sum + criterion.points * levelShare[marks[at]?.level ?? 'none'],
    0,
  );
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex h-9 items-center justify-between border-b border-line bg-inset px-3">
        <h2 className="text-xs font-medium text-ink-2">Rubric</h2>
        <p className="text-xs text-ink-3">
          {isMarked
            ? `${formatScore(points)} of ${spokenPoints(submission.points)}`
            : `Not marked yet, of ${spokenPoints(submission.points)}`}
        </p>
      </div>
      <div className="max-h-[calc(100dvh-28rem)] divide-y divide-line overflow-y-auto max-lg:max-h-none">
        {work.criteria.map((criterion, at) => (
          <Criterion
            key={criterion.title}
            criterion={criterion}
            mark={marks[at] ?? { level: null, comment: '' }}
            onChange={(mark) => {
              setComplaint(null);
              setMarks((before) => before.map((one, index) => (index === at ? mark : one)));
            }}
          />
        ))}
      </div>
      <div className="flex flex-col gap-2 border-t border-line px-3 py-2.5">
        <label htmlFor={id} className="text-sm font-medium">
          A word on the whole
        </label>
        <textarea
          id={id}
          value={comment}
          maxLength={4000}
          rows={3}
          onChange={(event) => setComment(event.target.value)}
          className="block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm text-ink"
        />
        <p role="alert" className="min-h-4 text-xs text-bad-text">
          {complaint}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            variant="ghost"
            busy={send.isPending && send.variables === 'return'}
            onClick={() => decide('return')}
          >
            Ask for another version
          </Button>
          <Button
            variant="primary"
            busy={send.isPending && send.variables === 'accept'}
            onClick={() => decide('accept')}
          >
            {isMarked ? `Give ${spokenPoints(points)}` : 'Give points'}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Criterion({
  criterion,
  mark,
  onChange,
}: {
  readonly criterion: CriterionView;
  readonly mark: Mark;
  readonly onChange: (mark: Mark) => void;
}) {
  const name = useId();
  return (
    <fieldset className="px-3 py-2.5">
      <legend className="sr-only">{criterion.title}</legend>
      <p aria-hidden className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">{criterion.title}</span>
        <span className="text-xs whitespace-nowrap text-ink-3">{spokenPoints(criterion.points)}</span>
      </p>
      <div className="mt-1.5 flex flex-col gap-1">
        {levels.map((level) => (
          <label
            key={level}
            className={cx(
              'flex cursor-pointer items-start gap-2 rounded-md border px-2 py-1.5 text-sm',
              mark.level === level
                ? 'border-accent-line bg-accent-soft'
                : 'border-transparent hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={mark.level === level}
              onChange={() => onChange({ ...mark, level })}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 text-pretty">
              <span className="text-ink-3">{levelWords[level]}: </span>
              {criterion[level]}
            </span>
          </label>
        ))}
      </div>
      <input
        type="text"
        aria-label={`Comment on ${criterion.title}`}
        placeholder="Comment"
        maxLength={2000}
        value={mark.comment}
        onChange={(event) => onChange({ ...mark, comment: event.target.value })}
        className="mt-1.5 h-8 w-full rounded-md border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3"
      />
    </fieldset>
  );
}
