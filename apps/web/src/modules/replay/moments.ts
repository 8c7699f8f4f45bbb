import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import type { Cast } from './cast.ts';

/** Something that the platform knows of, and where in the replay it happened. */
export interface Moment {
  /** Seconds in the replay. */
  readonly at: number;
  readonly label: string;
  readonly kind: 'passed' | 'breach' | 'recording' | 'chapter' | 'comment';
}

/**
 * What happened during a recording, in its order: tasks that passed or were handed in, invariants that broke, what the recording says itself, and what
 * reviewers said of it; `name` is that of its file.
 */
export function momentsIn(cast: Cast, attempt: AttemptView | undefined, name: string): Moment[] {
  const known =
    attempt === undefined
      ? []
      : [...attempt.tasks.flatMap(ofTask), ...breaches(attempt), ...comments(attempt, name)];
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

/** As many characters of a comment as a line of the list takes. */
const longestComment = 120;

function comments({ tasks }: AttemptView, name: string): Known[] {
  const all = tasks.flatMap(({ work }) => work?.versions ?? []).flatMap(({ moments }) => moments);
  return all
    .filter(({ recording }) => recording.name === name)
    .map(({ moment, author, text }) => {
      const words = text.replaceAll(/\s+/g, ' ');
      const short = words.length > longestComment ? `${words.slice(0, longestComment)}…` : words;
      return { time: moment, label: `${author}: ${short}`, kind: 'comment' as const };
    });
}

function breaches(attempt: AttemptView): Known[] {
  return attempt.invariants.flatMap(({ title, breaches: all }) =>
    all.map(({ beganAt }) => ({ time: beganAt, label: `Broken: ${title}`, kind: 'breach' as const })),
  );
}
