import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import type { Cast } from './cast.ts';

/** Something that the platform knows of, and where in the replay it happened. */
export interface Moment {
  /** Seconds in the replay. */
  readonly at: number;
  readonly label: string;
  readonly kind: 'passed' | 'breach' | 'recording' | 'chapter';
}

/** What happened during a recording, in its order: tasks that passed or were handed in, invariants that broke, and what the recording says itself. */
export function momentsIn(cast: Cast, attempt: AttemptView | undefined): Moment[] {
  const known = attempt === undefined ? [] : [...attempt.tasks.flatMap(ofTask), ...breaches(attempt)];
  const within = known.flatMap(({ time, label, kind }) => {
    const at = cast.playedAt(Date.parse(time));
    return at === null ? [] : [{ at, label, kind }];
  });
  const own = cast.events.flatMap(({ at, code, data }) =>
    code === 'm' ? [{ at, label: data, kind: 'recording' as const }] : [],
  );
  return [...within, ...own].toSorted((a, b) => a.at - b.at);
}

interface Known {
  readonly time: string;
  readonly label: string;
  readonly kind: Moment['kind'];
}

function ofTask(task: TaskView, index: number): Known[] {
  const name = `Task ${index + 1}`;
  const handedIn = (task.work?.versions ?? []).map(({ handedInAt }) => ({
    time: handedInAt,
    label: `${name} handed in: ${task.title}`,
    kind: 'passed' as const,
  }));
  // A task has passed with the last of its checks.
  const last = task.checks
    .flatMap(({ passedAt }) => passedAt ?? [])
    .toSorted()
    .at(-1);
  if (task.status !== 'passed' || last === undefined) return handedIn;
  return [...handedIn, { time: last, label: `${name} passed: ${task.title}`, kind: 'passed' }];
}

function breaches(attempt: AttemptView): Known[] {
  return attempt.invariants.flatMap(({ title, breaches: all }) =>
    all.map(({ beganAt }) => ({ time: beganAt, label: `Broken: ${title}`, kind: 'breach' as const })),
  );
}
