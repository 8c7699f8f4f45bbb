import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import type { HelpRow } from '@springboard/db/repositories/help.ts';
import { listMentorsOf } from '@springboard/db/repositories/mentors.ts';
import { unreadNoticesAbout } from '@springboard/db/repositories/notices.ts';
import { findPersonName, listHolders } from '@springboard/db/repositories/people.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { settle, type Telling, tell } from '../notices/tell.ts';

/** Tells a learner's mentors of a question; where nobody mentors them, all mentors. */
export async function tellOfQuestion(
  ctx: Telling,
  tx: Queryable,
  asked: { readonly help: HelpRow; readonly learnerId: string; readonly lab: string; readonly task: string },
): Promise<void> {
  const { help, learnerId, lab, task } = asked;
  const own = await listMentorsOf(tx, learnerId);
  const all = async () =>
    (await listHolders(tx, 'mentor')).map(({ id }) => id).filter((id) => id !== learnerId);
  await tell(ctx, tx, own.length > 0 ? own : await all(), {
    kind: 'help-asked',
    about: help.id,
    title: `${await findPersonName(tx, learnerId)} asks for help with “${task}”`,
    detail: lab,
    link: `/help/${help.id}`,
  });
}

/** Nobody has to come any more. */
export function settleQuestion(ctx: Telling, tx: Queryable, helpId: string): Promise<void> {
  return settle(ctx, tx, 'help-asked', helpId);
}

/** Somebody has to come again. */
export function recallQuestion(tx: Queryable, helpId: string): Promise<void> {
  return unreadNoticesAbout(tx, 'help-asked', helpId);
}

interface ByMentor {
  readonly help: HelpRow;
  readonly attempt: AttemptRow;
  readonly mentorId: string;
}

export async function tellTaken(ctx: Telling, tx: Queryable, by: ByMentor): Promise<void> {
  const { mentor, task, lab } = await named(tx, by);
  await tell(ctx, tx, [by.attempt.personId], {
    kind: 'help-taken',
    // Given back and taken by another mentor it is news again.
    about: `${by.help.id} ${by.mentorId}`,
    title: `${mentor} has taken your question about “${task}”`,
    detail: lab,
    link: `/attempts/${by.attempt.id}`,
  });
}

export async function tellAnswered(ctx: Telling, tx: Queryable, by: ByMentor): Promise<void> {
  const { mentor, task, lab } = await named(tx, by);
  await tell(ctx, tx, [by.attempt.personId], {
    kind: 'help-answered',
    about: by.help.id,
    title: `${mentor} has answered your question about “${task}”`,
    detail: lab,
    link: `/attempts/${by.attempt.id}`,
  });
}

async function named(tx: Queryable, { help, attempt, mentorId }: ByMentor) {
  const { title, tasks } = await loadDefinition(tx, attempt.labVersionId);
  const task = tasks.find(({ id }) => id === help.taskId)?.title ?? help.taskId;
  return { mentor: await findPersonName(tx, mentorId), task, lab: title };
}
