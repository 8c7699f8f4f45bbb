import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartGantt, Check, Minus, RotateCcw, ShieldAlert } from 'lucide-react';
import { applyAttempt } from '../../api/attempts.ts';
import { Figure } from '../../components/figure.tsx';
import { Prose } from '../../components/prose.tsx';
import { formatScore } from '../attempts/score.ts';
import { workedFor } from '../environment/phase.ts';
import { ResultHelp } from '../help/result-help.tsx';
import { useStartLab } from '../labs/use-start-lab.ts';
import { Recordings } from '../submissions/recordings.tsx';
import { Work } from '../submissions/work.tsx';
import { type ScoreRow, scoreRows } from './score-rows.ts';
import { passedCount } from './verdicts.ts';

/** A finished attempt: what was reached, task by task, and where to go next. */
export function Result({
  attempt,
  foreign,
}: {
  readonly attempt: AttemptView;
  /** Somebody else's. */
  readonly foreign: boolean;
}) {
  const start = useStartLab();
  const passed = passedCount(attempt);
  const worked = workedFor(attempt, Date.parse(attempt.finishedAt ?? attempt.startedAt));
  const rows = scoreRows(attempt);
  const all = passed === attempt.tasks.length;
  const whole = rows.every(({ kind, reached }) => kind !== 'task' || reached === 'whole');
  const [group = '', name = ''] = attempt.lab.slug.split('/');
  return (
    <>
      <Link
        to="/labs/$group/$name"
        params={{ group, name }}
        className="rounded-sm text-sm text-ink-2 hover:text-ink hover:underline"
      >
        {attempt.lab.title}
      </Link>
      <h1 className="mt-1 text-xl font-semibold tracking-tight">
        {attempt.state === 'abandoned'
          ? 'Given up'
          : whole
            ? 'Done, every task passed'
            : all
              ? 'Done'
              : 'Finished'}
        {attempt.preview ? (
          <Badge tone="warn" className="ml-3 align-middle">
            Preview, counts for nothing
          </Badge>
        ) : null}
      </h1>
      <Card className="mt-5 grid grid-cols-2 divide-line max-sm:gap-y-px sm:grid-cols-4 sm:divide-x">
        <Figure label="Score">
          {formatScore(attempt.score)}
          <span className="text-base font-normal text-ink-3"> / {formatScore(attempt.maxScore)}</span>
        </Figure>
        <Figure label={whole ? 'Tasks passed' : 'Tasks done'}>
          {passed}
          <span className="text-base font-normal text-ink-3"> / {attempt.tasks.length}</span>
        </Figure>
        <Figure label="Time">{worked === null ? '–' : formatDuration(worked)}</Figure>
        <Figure label="Finished">
          {attempt.finishedAt === null ? (
            '–'
          ) : (
            <RelativeTime at={attempt.finishedAt} className="text-base font-medium" />
          )}
        </Figure>
      </Card>
      <ScoreTable rows={rows} />
      <ReviewedWork attempt={attempt} foreign={foreign} />
      <ResultHelp attempt={attempt} foreign={foreign} />
      <div className="mt-8">
        <Recordings attemptId={attempt.id} heading="h2" />
      </div>
      {attempt.outro === null ? null : <Prose prose={attempt.outro} className="mt-8" />}
      <div className="mt-8 flex flex-wrap gap-2">
        {foreign ? null : (
          <>
            <Link to="/results" className={buttonClass('primary')}>
              My results
            </Link>
            <Button
              busy={start.isPending}
              icon={<RotateCcw aria-hidden className="size-4" />}
              onClick={() => start.mutate(attempt.lab.slug)}
            >
              Try again
            </Button>
          </>
        )}
        <Link to="/attempts/$id/timeline" params={{ id: attempt.id }} className={buttonClass()}>
          <ChartGantt aria-hidden className="size-4" />
          Timeline
        </Link>
        <Link to="/labs" className={buttonClass('ghost')}>
          All labs
        </Link>
      </div>
    </>
  );
}

/** What people review goes on when the attempt is over: their words come, and returned work is handed in again. */
function ReviewedWork({ attempt, foreign }: { readonly attempt: AttemptView; readonly foreign: boolean }) {
  const client = useQueryClient();
  const handedIn = attempt.tasks.filter(({ work }) => work !== null && work.versions.length > 0);
  return handedIn.map((task) => (
    <section key={task.id} className="mt-8">
      <h2 className="mb-2.5 text-md font-semibold">{task.title}</h2>
      {task.work === null ? null : (
        <Work
          attemptId={attempt.id}
          task={task}
          work={task.work}
          current={false}
          readOnly={foreign}
          onHandedIn={(next) => applyAttempt(client, next)}
        />
      )}
    </section>
  ));
}

function ScoreTable({ rows }: { readonly rows: readonly ScoreRow[] }) {
  return (
    <DataTable
      label="How the score came about"
      className="mt-4"
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
    />
  );
}

const columns: readonly Column<ScoreRow>[] = [
  { head: 'Task', grow: true, cell: (row) => <RowName row={row} /> },
  { head: 'Reached', align: 'end', from: 'sm', plain: true, cell: (row) => row.share },
  {
    head: 'Won',
    align: 'end',
    from: 'sm',
    plain: true,
    cell: (row) => (row.won === null ? '' : formatScore(row.won)),
  },
  {
    head: 'Taken off',
    align: 'end',
    plain: true,
    cell: (row) => (row.off > 0 ? `−${formatScore(row.off)}` : row.kind === 'sum' ? '' : '–'),
  },
  {
    head: 'Points',
    align: 'end',
    cell: (row) => (
      <span className="whitespace-nowrap">
        <span className={row.kind === 'sum' ? 'font-semibold' : 'font-medium'}>
          {row.score < 0 ? `−${formatScore(-row.score)}` : formatScore(row.score)}
        </span>
        {row.points === null ? null : <span className="text-ink-3"> / {formatScore(row.points)}</span>}
      </span>
    ),
  },
];

const wordsOf = { whole: 'Passed:', partly: 'Done in part:', open: 'Not passed:' };

function RowName({ row }: { readonly row: ScoreRow }) {
  if (row.kind === 'sum') return <span className="font-semibold">{row.title}</span>;
  const Mark = row.kind === 'invariant' ? ShieldAlert : row.reached === 'open' ? Minus : Check;
  const words = row.kind === 'invariant' ? 'Breached:' : wordsOf[row.reached];
  return (
    <span className="flex items-start gap-2.5">
      <span
        className={cx(
          'mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full',
          row.reached === 'whole' ? 'bg-good text-surface' : 'bg-line text-ink-3',
        )}
      >
        <Mark aria-hidden className="size-3" strokeWidth={3} />
      </span>
      <span className="sr-only">{words} </span>
      {row.title}
    </span>
  );
}
