import { openHelpStates } from '@springboard/contracts/help.ts';
import { and, asc, desc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { helpRequest, keptAnswer } from '../schema/help.ts';
import { person } from '../schema/people.ts';
import { mentorPairs } from './mentors.ts';

/** Questions that a mentor may answer: everybody's but their own, and none of a preview. */
export type HelpQueueRow = Awaited<ReturnType<typeof listHelpQueue>>[number];

/** What is open, the oldest first, or what ended, the newest first; or one of them, whatever its state. */
export async function listHelpQueue(
  db: Queryable,
  mentorId: string,
  wanted: 'open' | 'done' | { readonly id: string },
  limit: number,
) {
  const mentor = db
    .select({ id: person.id, name: sql<string>`${person.name}`.as('mentor_name') })
    .from(person)
    .as('mentor');
  const asked = attempt.personId;
  return db
    .select({
      help: helpRequest,
      attempt,
      person: person.name,
      mentor: mentor.name,
      teams: sql<string[]>`(
        select coalesce(array_agg(t.name order by t.name), '{}') from team_member m join team t on t.id = m.team_id
        where m.person_id = ${asked})`,
      mine: sql<boolean>`(
        with pair as (${mentorPairs})
        select not exists (select from pair where pair.person_id = ${asked})
          or exists (select from pair where pair.person_id = ${asked} and pair.mentor_id = ${mentorId}))`,
      kept: sql<boolean>`exists (select from ${keptAnswer} where ${keptAnswer.helpRequestId} = ${helpRequest.id})`,
    })
    .from(helpRequest)
    .innerJoin(attempt, eq(attempt.id, helpRequest.attemptId))
    .innerJoin(person, eq(person.id, asked))
    .leftJoin(mentor, eq(mentor.id, helpRequest.mentorId))
    .where(
      and(
        ne(asked, mentorId),
        eq(attempt.preview, false),
        wanted === 'open' ? inArray(helpRequest.state, [...openHelpStates]) : undefined,
        // What was taken back was for nobody.
        wanted === 'done' ? notInArray(helpRequest.state, [...openHelpStates, 'withdrawn']) : undefined,
        typeof wanted === 'object'
          ? and(eq(helpRequest.id, wanted.id), ne(helpRequest.state, 'withdrawn'))
          : undefined,
      ),
    )
    .orderBy(wanted === 'done' ? desc(helpRequest.endedAt) : asc(helpRequest.askedAt))
    .limit(limit);
}
