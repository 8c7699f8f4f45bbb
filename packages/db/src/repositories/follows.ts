import type { FollowEnder, FollowState, Takeover } from '@springboard/contracts/follows.ts';
import { and, asc, desc, eq, gt, isNotNull, isNull, or } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { terminalTicket } from '../schema/attempts.ts';
import { terminalFollow } from '../schema/follows.ts';
import { person } from '../schema/people.ts';
import { changeAttempt } from './attempts.ts';

export type FollowRow = typeof terminalFollow.$inferSelect;
/** With the name of its mentor. */
export type NamedFollow = FollowRow & { readonly mentorName: string };

export async function findFollow(db: Queryable, id: string): Promise<FollowRow | undefined> {
  const [row] = await db.select().from(terminalFollow).where(eq(terminalFollow.id, id));
  return row;
}

/** A mentor's row of an attempt that has not ended, lapsed or not. */
export async function findOpenFollow(
  db: Queryable,
  attemptId: string,
  mentorId: string,
): Promise<FollowRow | undefined> {
  const [row] = await db
    .select()
    .from(terminalFollow)
    .where(
      and(
        eq(terminalFollow.attemptId, attemptId),
        eq(terminalFollow.mentorId, mentorId),
        isNull(terminalFollow.endedAt),
      ),
    );
  return row;
}

/** What holds at `now` in an attempt with this environment, in the order of asking. */
export async function listFollows(
  db: Queryable,
  of: { readonly attemptId: string; readonly environmentId: string; readonly now: Date },
): Promise<NamedFollow[]> {
  const rows = await db
    .select({ follow: terminalFollow, mentorName: person.name })
    .from(terminalFollow)
    .innerJoin(person, eq(person.id, terminalFollow.mentorId))
    .where(
      and(
        eq(terminalFollow.attemptId, of.attemptId),
        eq(terminalFollow.environmentId, of.environmentId),
        isNull(terminalFollow.endedAt),
        or(isNull(terminalFollow.until), gt(terminalFollow.until, of.now)),
      ),
    )
    .orderBy(asc(terminalFollow.askedAt));
  return rows.map(({ follow, mentorName }) => ({ ...follow, mentorName }));
}

export async function listOpenFollowsOfEnvironment(
  db: Queryable,
  environmentId: string,
): Promise<FollowRow[]> {
  return db
    .select()
    .from(terminalFollow)
    .where(and(eq(terminalFollow.environmentId, environmentId), isNull(terminalFollow.endedAt)));
}

export async function listOpenFollowsOfMentor(db: Queryable, mentorId: string): Promise<FollowRow[]> {
  return db
    .select()
    .from(terminalFollow)
    .where(and(eq(terminalFollow.mentorId, mentorId), isNull(terminalFollow.endedAt)))
    .orderBy(asc(terminalFollow.attemptId));
}

/** When the learner last said no to this mentor in this attempt. */
export async function findLastRefusal(
  db: Queryable,
  attemptId: string,
  mentorId: string,
): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: terminalFollow.endedAt })
    .from(terminalFollow)
    .where(
      and(
        eq(terminalFollow.attemptId, attemptId),
        eq(terminalFollow.mentorId, mentorId),
        eq(terminalFollow.state, 'refused' satisfies FollowState),
      ),
    )
    .orderBy(desc(terminalFollow.endedAt))
    .limit(1);
  return row?.at ?? undefined;
}

/** The mentor who types in an attempt's terminals, or did until the time was over. */
export async function findTypist(db: Queryable, attemptId: string): Promise<NamedFollow | undefined> {
  const [row] = await db
    .select({ follow: terminalFollow, mentorName: person.name })
    .from(terminalFollow)
    .innerJoin(person, eq(person.id, terminalFollow.mentorId))
    .where(
      and(eq(terminalFollow.attemptId, attemptId), eq(terminalFollow.takeover, 'held' satisfies Takeover)),
    );
  return row && { ...row.follow, mentorName: row.mentorName };
}

export async function insertFollow(
  tx: Queryable,
  row: typeof terminalFollow.$inferInsert,
): Promise<FollowRow> {
  const [inserted] = await tx.insert(terminalFollow).values(row).returning();
  if (!inserted) throw new Error('the request to follow was not inserted');
  await announce(tx, inserted.attemptId);
  return inserted;
}

/** Changes it and announces that to pages and gateway. The caller has locked the attempt. */
export async function changeFollow(
  tx: Queryable,
  { id, attemptId }: Pick<FollowRow, 'id' | 'attemptId'>,
  change: Partial<Pick<FollowRow, 'state' | 'reach' | 'takeover' | 'answeredAt' | 'until'>>,
): Promise<void> {
  await tx.update(terminalFollow).set(change).where(eq(terminalFollow.id, id));
  await announce(tx, attemptId);
}

/** Ends it, and with it what it allowed. The caller has locked the attempt. */
export async function endFollow(
  tx: Queryable,
  { id, attemptId }: Pick<FollowRow, 'id' | 'attemptId'>,
  end: { readonly state: FollowState; readonly by: FollowEnder; readonly at: Date },
): Promise<void> {
  const { state, by, at } = end;
  await tx
    .update(terminalFollow)
    .set({ state, takeover: null, endedAt: at, endedBy: by })
    .where(eq(terminalFollow.id, id));
  await announce(tx, attemptId);
}

/** Terminals of an attempt that its learner opened within the last day, each once. */
export async function listOpenedTerminals(
  db: Queryable,
  attemptId: string,
): Promise<{ node: string; number: number }[]> {
  return db
    .selectDistinct({ node: terminalTicket.node, number: terminalTicket.number })
    .from(terminalTicket)
    .where(
      and(
        eq(terminalTicket.attemptId, attemptId),
        isNull(terminalTicket.followId),
        isNotNull(terminalTicket.usedAt),
      ),
    );
}

async function announce(tx: Queryable, attemptId: string): Promise<void> {
  await changeAttempt(tx, attemptId);
  await notifyChange(tx, { kind: 'follow', attemptId });
}
