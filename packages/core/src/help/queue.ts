import type { Actor } from '@springboard/contracts/actor.ts';
import type { HelpDetail, HelpQueue, HelpSummary } from '@springboard/contracts/help-queue.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type HelpQueueRow, listHelpQueue } from '@springboard/db/repositories/help-queue.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { compileLab } from '../labs/prose.ts';
import { answerOf } from './view.ts';

/** The queue shows no more at once; a team that has more waiting has another problem. */
const mostOpen = 200;
const mostDone = 30;

/** What learners ask mentors, who waits longest first, and what ended last. Nobody sees their own there. */
export async function viewHelpQueue(ctx: Pick<Context, 'db'>, actor: Actor): Promise<HelpQueue> {
  authorize(actor, 'help.any.answer');
  const read = async (wanted: 'open' | 'done', most: number) => {
    const rows = await listHelpQueue(ctx.db, actor.personId, wanted, most);
    return Promise.all(rows.map(async (row) => (await summarize(ctx.db, row)).summary));
  };
  return { open: await read('open', mostOpen), done: await read('done', mostDone) };
}

/** One question with what was kept with it. Errors: `not-found`, for one's own, too. */
export async function getHelp(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<HelpDetail> {
  authorize(actor, 'help.any.answer');
  const [row] = await listHelpQueue(ctx.db, actor.personId, { id }, 1);
  if (!row) throw notFound('question');
  const { summary, definition } = await summarize(ctx.db, row);
  const { labVersionId, params } = row.attempt;
  const prose = compileLab(labVersionId, definition, params).tasks.get(row.help.taskId);
  if (!prose) throw new Error(`Task ${row.help.taskId} has no text.`);
  const answer = answerOf({ ...row.help, mentorName: row.mentor });
  return {
    ...summary,
    body: prose.body,
    context: row.help.context,
    attemptActive: row.attempt.state === 'active',
    answer: answer && { ...answer, text: row.help.answer ?? '' },
    kept: row.kept,
  };
}

async function summarize(db: Queryable, row: HelpQueueRow) {
  const { help, attempt, person, teams, mine, mentor } = row;
  const definition = await loadDefinition(db, attempt.labVersionId);
  const index = definition.tasks.findIndex(({ id }) => id === help.taskId);
  const summary: HelpSummary = {
    id: help.id,
    state: help.state,
    askedAt: help.askedAt.toISOString(),
    person,
    teams,
    mine,
    attemptId: attempt.id,
    lab: { slug: attempt.slug, title: definition.title },
    task: { id: help.taskId, number: index + 1, title: definition.tasks[index]?.title ?? help.taskId },
    question: help.question,
    takenBy: help.mentorId === null || mentor === null ? null : { id: help.mentorId, name: mentor },
  };
  return { summary, definition };
}
