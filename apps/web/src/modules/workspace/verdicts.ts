import type { AttemptView, CheckView, TaskView } from '@springboard/contracts/attempts.ts';
import type { Phase } from '../environment/phase.ts';
import { whyNoChecks } from '../environment/words.ts';

/** How a check is shown. `passed` wins over what a later run says: what was passed stays passed. */
export type CheckLook = 'passed' | 'waiting' | 'checking' | 'not-yet' | 'environment-broken' | 'check-broken';

export interface CheckWords {
  readonly look: CheckLook;
  /** Short state for screen readers and the label at the right. */
  readonly label: string;
  /** What the learner is told; null when there is nothing to tell. */
  readonly message: string | null;
  /** Said under the message when the verdict does not count. */
  readonly note: string | null;
}

const looks: Record<CheckView['status'], { look: CheckLook; label: string; note: string | null }> = {
  waiting: { look: 'waiting', label: 'Not checked yet', note: null },
  running: { look: 'checking', label: 'Checking…', note: null },
  pass: { look: 'passed', label: 'Passed', note: null },
  not_yet: { look: 'not-yet', label: 'Not yet', note: null },
  environment_broken: {
    look: 'environment-broken',
    label: 'Environment broken',
    note: 'If it stays so, reset the environment: passed tasks stay passed.',
  },
  check_broken: {
    look: 'check-broken',
    label: 'Check broken',
    note: null,
  },
};

/** How to show a check and what to say with it; `over` when its attempt has ended. */
export function describeCheck(check: CheckView, over = false): CheckWords {
  if (!check.passed) return { ...looks[check.status], message: check.message, note: noteOf(check, over) };
  if (check.held === false)
    return {
      ...looks.not_yet,
      label: 'Not held',
      message: null,
      note: 'It was passed, and no longer true at the finish, which is when it is scored.',
    };
  const later = check.hold
    ? check.held === null
      ? over
        ? 'Whether it was still true at the finish could not be seen; that does not count against you.'
        : 'It has to be true when you finish, too.'
      : 'It was still true at the finish.'
    : check.status === 'not_yet'
      ? 'It no longer holds now. What was passed stays passed.'
      : null;
  return {
    look: 'passed',
    label: 'Passed',
    message: check.status === 'pass' ? check.message : null,
    note: later,
  };
}

function noteOf({ status, hold }: CheckView, over: boolean): string | null {
  const { note } = looks[status];
  return note === null && hold && !over ? 'It has to be true when you finish, too.' : note;
}

/** Ids of tasks that are passed in `next` and were not in `previous`. */
export function newlyPassed(previous: AttemptView | null, next: AttemptView): readonly string[] {
  if (previous === null || previous.id !== next.id) return [];
  const before = new Set(previous.tasks.filter((task) => task.status === 'passed').map((task) => task.id));
  return next.tasks.filter((task) => task.status === 'passed' && !before.has(task.id)).map((task) => task.id);
}

/** True for the first task not passed, be its fault made already or not. */
export function isCurrent(task: TaskView): boolean {
  return task.status === 'current' || task.status === 'preparing';
}

/** True for questions that were all answered, and none of them rightly: the task is behind the learner, and nobody would call it passed. */
export function isInVain({ kind, status, questions }: TaskView): boolean {
  return kind === 'quiz' && status === 'passed' && !questions.some(({ answer }) => answer?.right);
}

/** The task to work on now, or null when all are passed. */
export function currentTask(attempt: AttemptView): TaskView | null {
  return attempt.tasks.find(isCurrent) ?? null;
}

/** Why the checks of the current task cannot be asked for; null when they can. */
export function whyNoCheck(task: TaskView, phase: Phase): string | null {
  // A save point is the first part of the preparation, so both are told in the same words.
  if (task.status === 'preparing' && (phase === 'ready' || phase === 'saving'))
    return 'This task is being prepared. Checks begin by themselves.';
  return whyNoChecks(phase);
}

export function passedCount(attempt: AttemptView): number {
  return attempt.tasks.filter((task) => task.status === 'passed').length;
}

/** True while a check of the task is under way. */
export function isChecking(task: TaskView): boolean {
  return task.checks.some((check) => check.status === 'running');
}

/** What the first open check of a task said last: "Not yet: size is 2"; null when none said anything. */
export function openCheckWords(task: TaskView): string | null {
  for (const check of task.checks) {
    if (check.passed || check.status === 'waiting') continue;
    const { label, message } = describeCheck(check);
    return `${label}: ${message === null ? check.title : withoutVerdict(message)}`;
  }
  return null;
}

/** What a check says, without the verdict that some begin with. */
function withoutVerdict(message: string): string {
  return message.replace(/^not (there )?yet[.:,]\s+/i, '');
}

/** The next hint that can be opened; null when all are open. */
export function nextHint(task: TaskView): TaskView['hints'][number] | null {
  return task.hints.find((hint) => !hint.opened) ?? null;
}
