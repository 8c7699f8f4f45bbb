import type { Transaction } from '@springboard/db/client.ts';
import { countUseOf } from '@springboard/db/repositories/active-time.ts';
import { countRunsOf } from '@springboard/db/repositories/grading.ts';
import * as attempts from '@springboard/db/schema/attempts.ts';
import * as environments from '@springboard/db/schema/environments.ts';
import { helpRequest, keptAnswer } from '@springboard/db/schema/help.ts';
import { notice } from '@springboard/db/schema/notices.ts';
import { pathAssignment, pathDue, pathReading } from '@springboard/db/schema/paths.ts';
import { person, personRole, team, teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { signOff } from '@springboard/db/schema/readiness.ts';
import { submissionComment, submissionReview } from '@springboard/db/schema/reviews.ts';
import { eq, inArray, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { History } from '../history.ts';
import { minute } from '../office-time.ts';

/** As the platform pauses what nobody uses, unless it is told otherwise. */
const idlePauseMs = 20 * minute;

/** PostgreSQL takes 65,535 parameters with a statement; no table here has more than thirty columns. */
const rowsAtOnce = 1_000;

/** Writes all of it. People and teams that are there already keep what they are called; they only turn out to have been there for longer. */
export async function insertHistory(tx: Transaction, history: History): Promise<void> {
  const insert = async <T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]) => {
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      await tx
        .insert(table)
        .values(rows.slice(from, from + rowsAtOnce))
        .onConflictDoNothing();
  };
  const earlier = { createdAt: sql`least(${person.createdAt}, excluded.created_at)` };
  await tx.insert(person).values(history.people).onConflictDoUpdate({ target: person.id, set: earlier });
  await insert(personRole, history.roles);
  await insert(team, history.teams);
  await insertMembers(tx, history);
  await insert(pathAssignment, history.assignments);
  await insert(pathReading, history.readings);
  await insert(pathDue, history.dues);
  await insert(environments.environment, history.environments);
  await insert(environments.environmentEvent, history.environmentEvents);
  await insert(environments.savePoint, history.savePoints);
  await insert(attempts.attempt, history.attempts);
  await insert(attempts.environmentOfAttempt, history.environmentsOfAttempts);
  await insert(attempts.checkRun, history.checkRuns);
  const ids = history.attempts.flatMap(({ id }) => id ?? []);
  await countRunsOf(tx, ids);
  await countUseOf(tx, ids, { now: new Date(), idleMs: idlePauseMs });
  await insert(attempts.taskCheck, history.taskChecks);
  await insert(attempts.quizAnswer, history.quizAnswers);
  await insert(attempts.hintOpened, history.hints);
  await insert(attempts.invariantBreach, history.breaches);
  await insert(attempts.submission, history.submissions);
  await insert(submissionReview, history.reviews);
  await insert(submissionComment, history.comments);
  await insert(attempts.labFeedback, history.feedback);
  await insert(helpRequest, history.questions);
  await insert(keptAnswer, history.keptAnswers);
  await insert(signOff, history.signOffs);
  await insert(notice, history.notices);
  await insert(auditEvent, history.audit);
}

/** A team of that name may be there, under another id. */
async function insertMembers(tx: Transaction, { teams, members }: History): Promise<void> {
  const names = teams.map(({ name }) => name);
  const there = await tx.select({ id: team.id, name: team.name }).from(team).where(inArray(team.name, names));
  const idOf = new Map(teams.map(({ id, name }) => [id, there.find((one) => one.name === name)?.id ?? id]));
  const rows = members.map((row) => ({ ...row, teamId: idOf.get(row.teamId) ?? row.teamId }));
  await tx
    .insert(teamMember)
    .values(rows)
    .onConflictDoUpdate({
      target: [teamMember.teamId, teamMember.personId],
      set: { joinedOn: sql`least(${teamMember.joinedOn}, excluded.joined_on)` },
    });
  for (const { name, mentorId, managerId } of teams)
    await tx
      .update(team)
      .set({
        mentorId: sql`coalesce(${team.mentorId}, ${mentorId ?? null})`,
        managerId: sql`coalesce(${team.managerId}, ${managerId ?? null})`,
      })
      .where(eq(team.name, name));
}
