import type { ClassAttempt, ClassMemberView, ClassView } from '@springboard/contracts/classes.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import { environmentLooks } from './words.ts';

/** A line for each who is in the class; the person leads to the timeline of their attempt, *Open* to the attempt itself. */
export function MemberTable({ of: { members, state } }: { readonly of: ClassView }) {
  if (members.length === 0)
    return (
      <p className="text-sm text-ink-2">
        Nobody is in it whom you may see: they have left, or are in your teams no more.
      </p>
    );
  return (
    <DataTable
      label="People of the class"
      columns={state === 'planned' ? beforeColumns : columns}
      rows={members}
      keyOf={({ person }) => person.id}
      tall
    />
  );
}

/** Before it begins there is one thing to know of each. */
const beforeColumns: readonly Column<ClassMemberView>[] = [
  { head: 'Person', cell: (row) => <Person row={row} /> },
  {
    head: 'At the beginning',
    grow: true,
    cell: ({ attempt }) => (
      <span className="text-ink-2">
        {attempt === null
          ? 'The lab is started for them'
          : `Stays in the attempt under way, ${attempt.tasksPassed} of ${attempt.taskCount} tasks passed`}
      </span>
    ),
  },
];

const columns: readonly Column<ClassMemberView>[] = [
  {
    head: 'Person',
    cell: (row) => (
      <>
        <Person row={row} />
        <div className="mt-1 sm:hidden">
          <Environment row={row} />
        </div>
      </>
    ),
  },
  { head: 'Environment', from: 'sm', cell: (row) => <Environment row={row} /> },
  { head: 'Task', grow: true, cell: (row) => <Task row={row} /> },
  { head: 'Passed', cell: ({ attempt }) => <Passed attempt={attempt} /> },
  { head: 'Hints', align: 'end', from: 'md', plain: true, cell: ({ attempt }) => attempt?.hints ?? '–' },
  { head: 'Questions', align: 'end', from: 'md', cell: ({ attempt }) => <Questions attempt={attempt} /> },
  {
    head: 'Last activity',
    align: 'end',
    plain: true,
    from: 'lg',
    cell: ({ attempt }) => (attempt === null ? '–' : <RelativeTime at={attempt.lastActivityAt} />),
  },
  { head: 'Attempt', quiet: true, align: 'end', from: 'sm', cell: (row) => <Open row={row} /> },
];

function Person({ row: { person, attempt } }: { readonly row: ClassMemberView }) {
  if (attempt === null) return <span className="font-medium sm:whitespace-nowrap">{person.name}</span>;
  return (
    <Link
      to="/attempts/$id/timeline"
      params={{ id: attempt.id }}
      aria-label={`${person.name}, timeline`}
      className="rounded-sm font-medium hover:underline sm:whitespace-nowrap"
    >
      {person.name}
    </Link>
  );
}

function Environment({ row: { attempt, problem } }: { readonly row: ClassMemberView }) {
  if (attempt === null)
    return problem === null ? <span className="text-ink-3">–</span> : <Badge tone="bad">Not started</Badge>;
  if (attempt.state !== 'active')
    return <Badge>{attempt.state === 'finished' ? 'Finished' : 'Given up'}</Badge>;
  if (attempt.environment === null) return <Badge>None</Badge>;
  const { state, queue } = attempt.environment;
  return (
    <>
      <Badge tone={environmentLooks[state].tone}>{environmentLooks[state].word}</Badge>
      {queue === null ? null : (
        <p className="mt-1 text-xs whitespace-nowrap text-ink-3">place {queue.place}</p>
      )}
    </>
  );
}

function Task({ row: { attempt, problem } }: { readonly row: ClassMemberView }) {
  if (attempt === null) return <span className="text-pretty text-ink-2">{problem ?? '–'}</span>;
  const { task, failed } = attempt;
  return (
    <div className="min-w-28">
      {task === null ? 'All done' : `${task.number}. ${task.title}`}
      {failed === null ? null : (
        <p className="text-xs text-pretty text-ink-3">
          Not yet, <RelativeTime at={failed.at} />: {failed.text ?? failed.title}
        </p>
      )}
    </div>
  );
}

function Passed({ attempt }: { readonly attempt: ClassAttempt | null }) {
  if (attempt === null) return <span className="text-ink-3">–</span>;
  const { tasksPassed, taskCount } = attempt;
  return (
    <span className="flex items-center gap-3 whitespace-nowrap tabular-nums">
      <Progress
        value={taskCount === 0 ? 1 : tasksPassed / taskCount}
        tone={tasksPassed === taskCount ? 'good' : 'accent'}
        label={`${tasksPassed} of ${taskCount} tasks passed`}
        className="w-16 max-md:hidden"
      />
      <span>
        {tasksPassed}
        <span className="text-ink-3"> / {taskCount}</span>
      </span>
    </span>
  );
}

function Questions({ attempt }: { readonly attempt: ClassAttempt | null }) {
  if (attempt === null) return <span className="text-ink-3">–</span>;
  if (attempt.questions === 0) return <span className="text-ink-3">0</span>;
  return (
    <Badge tone="warn">
      {attempt.questions} <span className="sr-only">open</span>
    </Badge>
  );
}

function Open({ row: { person, attempt } }: { readonly row: ClassMemberView }) {
  if (attempt === null) return null;
  return (
    <Link
      to="/attempts/$id"
      params={{ id: attempt.id }}
      className="rounded-sm text-accent-text hover:underline"
    >
      Open<span className="sr-only"> the attempt of {person.name}</span>
    </Link>
  );
}
