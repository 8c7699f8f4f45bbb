import type { Actor } from '@springboard/contracts/actor.ts';
import type { GradeLine, GradeQuery } from '@springboard/contracts/grades.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { listAttemptsOfPeople } from '@springboard/db/repositories/grades.ts';
import { whoseBy } from './access.ts';
import { readsAttempts } from './attempts/access.ts';
import { isInReview, loadProgresses, scoreOf } from './attempts/progress.ts';
import { audit } from './audit.ts';
import type { Context } from './context.ts';

/** An export is made in memory: this many attempts are some megabytes. */
const mostAttempts = 5_000;

/**
 * How scores came about, line by line, newest attempt first, of all whose attempts the person may read. The numbers are those of the
 * attempts' pages. Errors: `limit-reached`.
 */
export async function exportGrades(ctx: Context, actor: Actor, query: GradeQuery = {}): Promise<GradeLine[]> {
  const whose = whoseBy(actor, readsAttempts);
  const wanted = {
    whose,
    slug: query.lab,
    since: query.since === undefined ? undefined : new Date(query.since),
  };
  const found = await listAttemptsOfPeople(ctx.db, wanted, mostAttempts + 1);
  if (found.length > mostAttempts)
    throw new ProblemError('limit-reached', 'Too many attempts for one export', {
      detail: `There are more than ${mostAttempts}. Nothing was exported.`,
      remedy: 'Ask for one lab with `lab`, or for those from a day on with `since`.',
    });
  const reach = whose === 'everybody' ? 'all' : whose.managedBy === null ? 'own' : 'teams';
  if (reach !== 'own')
    await audit(ctx.db, actor, 'grades.export', { kind: 'grades', id: reach }, { ...query });
  const progresses = await loadProgresses(
    ctx.db,
    found.map(({ attempt }) => attempt),
  );
  return found.flatMap(({ attempt, name, email }, index) => {
    const progress = progresses[index];
    if (!progress) return [];
    const { tasks, invariants, score } = scoreOf(progress);
    const about = {
      person: name,
      email,
      lab: attempt.slug,
      attempt: attempt.id,
      number: attempt.number,
      state: attempt.state,
      startedAt: attempt.startedAt.toISOString(),
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
    };
    const taskLines = tasks.map((task, at): GradeLine => {
      const definition = progress.definition.tasks[at];
      const { title = '', points = 0 } = definition ?? {};
      return {
        ...about,
        item: title,
        kind: 'task',
        won: task.won,
        off: task.hints,
        score: task.score,
        points,
        inReview: definition !== undefined && isInReview(definition, progress),
      };
    });
    const breachLines = invariants.flatMap((off, at): GradeLine[] => {
      const { title = '' } = progress.definition.invariants[at] ?? {};
      return off === 0
        ? []
        : [
            {
              ...about,
              item: title,
              kind: 'invariant',
              won: 0,
              off,
              score: -off,
              points: 0,
              inReview: false,
            },
          ];
    });
    const lines = [...taskLines, ...breachLines];
    const sum = (of: 'won' | 'off') =>
      Math.round(lines.reduce((total, line) => total + line[of], 0) * 100) / 100;
    return [
      ...lines,
      {
        ...about,
        item: 'Score',
        kind: 'sum' as const,
        won: sum('won'),
        off: sum('off'),
        score: attempt.score ?? score,
        points: attempt.maxScore,
        inReview: taskLines.some((line) => line.inReview),
      },
    ];
  });
}
