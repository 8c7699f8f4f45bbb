import type { AcceptedRow } from '@springboard/db/repositories/attempt-history.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import type { AttemptProgress } from '../attempts/progress.ts';
import { isInReview } from '../attempts/progress.ts';
import { passedAt } from '../grading/passed-at.ts';
import { isEnough } from '../paths/lab-standing.ts';
import { durationOf, type Result, type Statement, scoreOfPoints, withId } from './statement.ts';
import { type Activity, activity, type VerbName, verb } from './vocabulary.ts';

/** The path that asks most of a lab: by it the lab is passed or failed. */
export interface AskedBy {
  readonly id: string;
  readonly title: string;
  /** Share of the lab's points, 0…1. */
  readonly pass: number;
}

/** What the statements of an attempt are made from. */
interface AttemptHistory {
  readonly attempt: AttemptRow;
  /** Hash of the lab's files. */
  readonly hash: string;
  readonly progress: AttemptProgress;
  readonly accepted: readonly AcceptedRow[];
  /** Milliseconds with an environment that was ready, until the attempt ended. */
  readonly readyMs: number;
  /** Null: the lab is on none of the person's paths. */
  readonly askedBy: AskedBy | null;
}

interface Event {
  readonly at: Date;
  readonly verb: VerbName;
  readonly object: Activity;
  readonly result?: Result;
  readonly parent?: Activity;
  readonly grouping?: Activity;
}

/** Everything of an attempt that xAPI has a word for, in its order. `url`: public address of the installation. */
export function statementsOf(
  history: AttemptHistory,
  { url, teamId }: { readonly url: string; readonly teamId: string },
): Statement[] {
  const { attempt, hash } = history;
  const lab = activity(url, 'lab', labPath(attempt.slug), history.progress.definition.title);
  const events = [
    ...taskEvents(history, lab, url),
    ...attemptEvents(history, lab),
    ...results(history, lab, url),
  ];
  const homePage = new URL('/', url).href;
  return events
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, verb: name, object, result, parent, grouping }) =>
      withId({
        actor: { objectType: 'Agent', account: { homePage, name: attempt.personId } },
        verb: verb(name),
        object,
        ...(result && { result }),
        context: {
          registration: attempt.id,
          team: { objectType: 'Group', account: { homePage, name: `team:${teamId}` } },
          platform: 'Springboard',
          revision: hash,
          ...((parent ?? grouping) && {
            contextActivities: {
              ...(parent && { parent: [parent] }),
              ...(grouping && { grouping: [grouping] }),
            },
          }),
        },
        timestamp: at.toISOString(),
      }),
    );
}

function attemptEvents({ attempt, readyMs }: AttemptHistory, object: Activity): Event[] {
  const { state, startedAt, readyAt, finishedAt } = attempt;
  const began: Event[] = [{ at: startedAt, verb: 'launched', object }];
  if (readyAt !== null) began.push({ at: readyAt, verb: 'initialized', object });
  if (state === 'active' || finishedAt === null) return began;
  const completion = state === 'finished';
  const result = { completion, duration: durationOf(readyMs) };
  return [...began, { at: finishedAt, verb: completion ? 'completed' : 'terminated', object, result }];
}

function taskEvents({ attempt, progress, accepted }: AttemptHistory, parent: Activity, url: string): Event[] {
  return progress.definition.tasks.flatMap((task): Event[] => {
    const path = [...labPath(attempt.slug), 'tasks', task.id];
    const object = activity(url, 'task', path, task.title);
    const at = passedAt(task, progress);
    if (at !== null)
      return [{ at, verb: 'passed', object, parent, result: { success: true, completion: true } }];
    if (task.kind === 'quiz')
      return progress.answers
        .filter(({ taskId }) => taskId === task.id)
        .map((answer): Event => {
          const number = task.questions.findIndex(({ id }) => id === answer.questionId) + 1;
          const name = `${task.title}: question ${number}`;
          const question = activity(url, 'question', [...path, 'questions', answer.questionId], name);
          return {
            at: answer.at,
            verb: 'answered',
            object: question,
            parent: object,
            result: { success: answer.right },
          };
        });
    return accepted
      .filter(({ taskId }) => taskId === task.id)
      .map(({ points, reviewedAt }): Event => {
        const result = { score: scoreOfPoints(points, task.points), completion: true };
        return { at: reviewedAt, verb: 'scored', object, parent, result };
      });
  });
}

/** What the whole came to, once no work of it waits for anybody. */
function results(
  { attempt, progress, accepted, askedBy }: AttemptHistory,
  object: Activity,
  url: string,
): Event[] {
  const { state, finishedAt, score: points, maxScore } = attempt;
  if (state !== 'finished' || finishedAt === null || points === null || maxScore <= 0) return [];
  if (progress.definition.tasks.some((task) => isInReview(task, progress))) return [];
  const at = new Date(
    Math.max(finishedAt.getTime(), ...accepted.map(({ reviewedAt }) => reviewedAt.getTime())),
  );
  const score = scoreOfPoints(points, maxScore);
  if (askedBy === null) return [{ at, verb: 'scored', object, result: { score } }];
  const success = isEnough({ score: points, maxScore }, askedBy.pass);
  const grouping = activity(url, 'path', ['paths', askedBy.id], askedBy.title);
  return [{ at, verb: success ? 'passed' : 'failed', object, grouping, result: { score, success } }];
}

const labPath = (slug: string) => ['labs', ...slug.split('/')];
