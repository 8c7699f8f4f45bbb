import type { Actor } from '@springboard/contracts/actor.ts';
import type { ReviewInput, RubricLevel } from '@springboard/contracts/submissions.ts';
import { insertAssignment } from '@springboard/db/repositories/paths.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { dayOf } from '../paths/days.ts';
import { review } from '../submissions/review.ts';
import { handIn } from '../submissions/write.ts';
import { aLab, publish, type World } from './fixtures.ts';
import { aLabItem, anAttemptRow, publishPath } from './path-steps.ts';
import { aRunningAttempt } from './steps.ts';

type WrittenTask = Extract<TaskDefinition, { kind: 'written' }>;

/** A written task of ten points, with a rubric of one criterion. */
export function aWrittenTask(over: Partial<WrittenTask> = {}): WrittenTask {
  return {
    kind: 'written',
    id: 'why',
    title: 'Why it happened',
    points: 10,
    markdown: 'Write it down.',
    template: '',
    minWords: 1,
    review: 'mentor',
    rubric: [{ title: 'Cause', points: 10, full: 'All', half: 'Some', none: 'None' }],
    runbook: null,
    hints: [],
    arrange: null,
    solve: null,
    wrong: [],
    checks: [],
    ...over,
  };
}

export function accepting(version: number, level: RubricLevel = 'full'): ReviewInput {
  return { version, marks: [{ level, comment: '' }], comment: '', decision: 'accept' };
}

export function returning(version: number): ReviewInput {
  return {
    version,
    marks: [{ level: 'none', comment: '' }],
    comment: 'How do you know?',
    decision: 'return',
  };
}

/** A learner who has handed in three lines for a lab of one written task; `onPath`: a path that they are on names the lab so. */
export async function someoneWhoHandedIn(
  world: World,
  options: {
    readonly task?: Partial<WrittenTask>;
    readonly onPath?: { readonly secondReviewer: boolean };
  } = {},
) {
  const { db } = world.ctx;
  const slug = 'test/written';
  const lab = aLab(slug, { tasks: [aWrittenTask(options.task)] });
  const started = await aRunningAttempt(world, lab);
  if (options.onPath) {
    await publishPath(db, 'storage', [aLabItem(slug, options.onPath)]);
    const { personId } = started.actor;
    const row = {
      pathId: 'storage',
      personId,
      startsOn: dayOf(world.clock.now),
      assignedAt: world.clock.now,
    };
    await db.transaction((tx) => insertAssignment(tx, row));
  }
  const text = 'It was slow.\nThe disk was full.\n- df says so';
  await handIn(world.ctx, started.actor, started.id, 'why', { text, revision: 0 });
  return {
    ...started,
    slug,
    text,
    /** Reviews what was handed in as somebody. */
    reviewedBy: (reviewer: Actor, input: ReviewInput) =>
      review(world.ctx, reviewer, started.id, 'why', input),
  };
}

/** Somebody has passed the lab: with so many of its ten points. */
export async function hasPassed(world: World, { personId }: Actor, slug: string, score = 8): Promise<void> {
  const finishedAt = world.clock.now;
  await anAttemptRow(world.ctx.db, { personId, slug, score, number: 9, startedAt: finishedAt, finishedAt });
}

/** The lab of `someoneWhoHandedIn`, published before anybody does it. */
export async function publishWritten(world: World, task: Partial<WrittenTask> = {}): Promise<string> {
  return publish(world.ctx.db, aLab('test/written', { tasks: [aWrittenTask(task)] }));
}
