import type { Actor } from '@springboard/contracts/actor.ts';
import type { ClassMessageInput } from '@springboard/contracts/class-messages.ts';
import { announceToClass, listClassAttempts } from '@springboard/db/repositories/class-attempts.ts';
import { listClassMembers } from '@springboard/db/repositories/class-members.ts';
import { insertClassMessage } from '@springboard/db/repositories/classes.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { tell } from '../notices/tell.ts';
import { lockReachedClass, movedOn } from './access.ts';

/**
 * Says something to all who are in a class: in their notices, and while it is open over their work, too. Whom the actor does not reach any more is
 * not told. Errors: `not-found`; `conflict` when it is over.
 */
export async function sayToClass(
  ctx: Context,
  actor: Actor,
  id: string,
  input: ClassMessageInput,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row, whose } = await lockReachedClass(tx, actor, id);
    if (row.state === 'ended') throw movedOn(row);
    const text = input.text.trim();
    const said = { classId: id, authorId: actor.personId, text, sentAt: ctx.clock() };
    const messageId = await insertClassMessage(tx, said);
    await announceToClass(tx, id);
    const people = (await listClassMembers(tx, id, whose)).map(({ personId }) => personId);
    const attempts = new Map((await listClassAttempts(tx, row, people)).map((one) => [one.personId, one.id]));
    const news = {
      kind: 'class-message',
      about: messageId,
      title: `${await findPersonName(tx, actor.personId)} to class “${row.title}”`,
      detail: text,
    } as const;
    for (const personId of people) {
      const attemptId = attempts.get(personId);
      await tell(ctx, tx, [personId], { ...news, link: attemptId ? `/attempts/${attemptId}` : '/path' });
    }
    await audit(tx, actor, 'class.message', { kind: 'class', id }, { messageId, people: people.length });
  });
}
