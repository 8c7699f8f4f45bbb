import { hostOperator } from '@springboard/auth/host-token.ts';
import { revokeSessions } from '@springboard/auth/sessions.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { LeavingView } from '@springboard/contracts/leaving.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt } from '@springboard/db/repositories/attempts.ts';
import { clearRunning } from '@springboard/db/repositories/grading.ts';
import { listOpenLabTests } from '@springboard/db/repositories/lab-tests.ts';
import {
  countAccess,
  endAssignmentsOf,
  endKeys,
  giveBackHandedIn,
  listActiveAttempts,
  lockAccount,
  setDeparture,
  stopLeading,
} from '@springboard/db/repositories/leaving.ts';
import { findPersonRow, type PersonRow } from '@springboard/db/repositories/people.ts';
import { giveBackTaken } from '@springboard/db/repositories/reviews.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { notFound, type Rights, whoseBy } from '../../access.ts';
import { loadProgress, scoreOf } from '../../attempts/progress.ts';
import { audit } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { releaseEnvironment } from '../../environments/release.ts';
import { leaveHelp } from '../../help/leave.ts';
import { endIn } from '../../lab-tests/end.ts';
import { keepAnOperator } from '../keep-operator.ts';
import { requireTyped } from './typed.ts';

const brokenOff = { state: 'broken_off', reason: 'The access of who asked for it has ended.' } as const;
const endsAccess = { team: 'team.own.manage', any: 'person.any.manage' } as const satisfies Rights;

/** What ends when a person leaves. Operators for everybody, managers for learners of their teams. Errors: `not-found`, `conflict`. */
export async function previewLeaving(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  id: string,
): Promise<LeavingView> {
  return viewOf(ctx.db, await requireMayEnd(ctx.db, actor, id));
}

/**
 * Ends a person's access, all of it and at once; answers what ended. Their results stay, attempts under way are given up with the points they have, and
 * their environments are taken down. Keys and tokens do not come back, also when the person does. Errors: `not-found`, `conflict`; `invalid-input`
 * unless `confirm` is the person's address.
 */
export async function endAccess(
  ctx: Context,
  actor: Actor,
  id: string,
  confirm: string,
): Promise<LeavingView> {
  await requireMayEnd(ctx.db, actor, id);
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, id);
    const person = await requireMayEnd(tx, actor, id);
    requireTyped(confirm, person.email);
    if (person.roles.includes('operator')) await keepAnOperator(tx, id);
    const ended = await viewOf(tx, person);
    const now = ctx.clock();
    await setDeparture(tx, id, { deactivatedAt: now });
    // First of all: who is told that their access has ended need not be told of each environment.
    await revokeSessions(tx, id, actor, true);
    await endKeys(tx, id);
    const attempts = await listActiveAttempts(tx, id);
    for (const attempt of attempts) await giveUp(ctx, tx, attempt, actor, now);
    for (const test of await listOpenLabTests(tx))
      if (test.requestedBy === id) await endIn(ctx, tx, test.id, brokenOff);
    for (const attemptId of await giveBackHandedIn(tx, id)) await changeAttempt(tx, attemptId);
    await leaveHelp(ctx, tx, id);
    await giveBackTaken(tx, id);
    await endAssignmentsOf(tx, id, now);
    await stopLeading(tx, id);
    const { person: _, ...counts } = ended;
    await audit(tx, actor, 'person.leave', { kind: 'person', id }, counts);
    return ended;
  });
}

async function giveUp(
  ctx: Context,
  tx: Transaction,
  attempt: AttemptRow,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { id, environmentId } = attempt;
  const { score } = scoreOf(await loadProgress(tx, attempt));
  await clearRunning(tx, id);
  const why = { reason: 'operator', actor: actor.personId } as const;
  if (environmentId !== null) await releaseEnvironment(ctx, tx, environmentId, why);
  const over = { state: 'abandoned', finishedAt: now, nextGradeAt: null, nextWatchAt: null } as const;
  await changeAttempt(tx, id, { ...over, score });
  await audit(tx, actor, 'attempt.abandon', { kind: 'attempt', id }, { score, maxScore: attempt.maxScore });
}

async function requireMayEnd(db: Queryable, actor: Actor, id: string): Promise<PersonRow> {
  const whose = whoseBy(actor, endsAccess);
  const person = id === hostOperator.id ? undefined : await findPersonRow(db, id);
  if (!person || !(await isAmong(db, whose, id))) throw notFound('person');
  if (id === actor.personId) {
    throw new ProblemError('conflict', 'This is yourself', {
      detail:
        'Nobody ends their own access: it takes somebody else to see that it was meant. Nothing was changed.',
      remedy: 'Ask another operator.',
    });
  }
  if (whose !== 'everybody' && person.roles.some((role) => role !== 'learner')) {
    throw new ProblemError('conflict', 'Only an operator ends this access', {
      detail: `${person.name} is more than a learner. Nothing was changed.`,
      remedy: 'Ask an operator.',
    });
  }
  return person;
}

async function viewOf(db: Queryable, { id, name, email, roles }: PersonRow): Promise<LeavingView> {
  return { person: { id, name, email, roles }, ...(await countAccess(db, id)) };
}
