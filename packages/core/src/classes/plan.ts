import type { Actor } from '@springboard/contracts/actor.ts';
import type { ClassInput, ClassPerson } from '@springboard/contracts/classes.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows, Role } from '@springboard/contracts/roles.ts';
import type { Transaction } from '@springboard/db/client.ts';
import {
  listClassCandidates,
  listClassMembers,
  setClassMembers,
} from '@springboard/db/repositories/class-members.ts';
import { changeClassRow, deleteClass, insertClass } from '@springboard/db/repositories/classes.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { notFound, whoseBy } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { lockReachedClass, movedOn, plansClasses, readableClass } from './access.ts';
import { wantFromPool, wantNothing } from './demand.ts';
import { tellCancelled, tellPlanned } from './tell.ts';

/** Classes are planned so far ahead at most, in milliseconds: a date beyond is a slip of the pen. */
const longestAheadMs = 366 * 86_400_000;
/** Who can be in a class: those who can do labs. */
const doers = Role.options.filter((role) => allows([role], 'attempt.own.write'));

/** Who can be asked into a class: everybody who can do labs, or those of the teams that the actor manages. */
export async function listClassPeople(ctx: Pick<Context, 'db'>, actor: Actor): Promise<ClassPerson[]> {
  return listClassCandidates(ctx.db, whoseBy(actor, plansClasses), doers);
}

/**
 * Plans a class: its people are told, and the pool of its lab's topology grows for it before it begins. Errors: `not-found` for a lab that is not
 * published and for people whom the actor does not reach; `invalid-input` for a time that is over, or too far ahead.
 */
export async function planClass(
  ctx: Context,
  actor: Actor,
  input: ClassInput,
): Promise<{ readonly id: string }> {
  const { lab, people, startsAt } = await readInput(ctx, actor, input);
  return ctx.db.transaction(async (tx) => {
    const row = await insertClass(tx, {
      title: input.title.trim(),
      slug: input.lab,
      state: 'planned',
      ownerId: actor.personId,
      startsAt,
      createdAt: ctx.clock(),
    });
    await setClassMembers(tx, row.id, people);
    await wantFromPool(ctx, tx, row, { topology: lab.environment, people: people.length });
    await lookWhenItBegins(ctx, tx, startsAt);
    await tellPlanned(ctx, tx, people, row, { lab: lab.title, moved: false });
    await audit(tx, actor, 'class.plan', { kind: 'class', id: row.id }, detailOf(input, people));
    return { id: row.id };
  });
}

/** Plans it anew, while it is planned; whom that concerns is told. Errors: as for `planClass`; `conflict` once it has begun. */
export async function changeClass(ctx: Context, actor: Actor, id: string, input: ClassInput): Promise<void> {
  await readableClass(ctx.db, actor, id);
  const { lab, people, startsAt } = await readInput(ctx, actor, input);
  await ctx.db.transaction(async (tx) => {
    const { row: before } = await lockReachedClass(tx, actor, id);
    if (before.state !== 'planned') throw movedOn(before);
    const were = (await listClassMembers(tx, id, 'everybody')).map(({ personId }) => personId);
    const row = { ...before, title: input.title.trim(), slug: input.lab, startsAt };
    await setClassMembers(tx, id, people);
    await changeClassRow(tx, id, { title: row.title, slug: row.slug, startsAt });
    await wantFromPool(ctx, tx, row, { topology: lab.environment, people: people.length });
    await lookWhenItBegins(ctx, tx, startsAt);
    const moved = before.slug !== row.slug || before.startsAt.getTime() !== startsAt.getTime();
    const [stay, come] = [
      people.filter((one) => were.includes(one)),
      people.filter((one) => !were.includes(one)),
    ];
    await tellPlanned(ctx, tx, come, row, { lab: lab.title, moved: false });
    if (moved) await tellPlanned(ctx, tx, stay, row, { lab: lab.title, moved });
    const out = were.filter((one) => !people.includes(one));
    await tellCancelled(ctx, tx, out, row, 'left out');
    await audit(tx, actor, 'class.change', { kind: 'class', id }, detailOf(input, people));
  });
}

/** Takes a planned class away, with what was wanted of the pool for it; its people are told. Errors: `not-found`, `conflict` once it has begun. */
export async function cancelClass(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row } = await lockReachedClass(tx, actor, id);
    if (row.state !== 'planned') throw movedOn(row);
    const people = (await listClassMembers(tx, id, 'everybody')).map(({ personId }) => personId);
    await wantNothing(ctx, tx, id);
    await deleteClass(tx, id);
    await tellCancelled(ctx, tx, people, row, 'cancelled');
    const detail = { lab: row.slug, startsAt: row.startsAt, people };
    await audit(tx, actor, 'class.cancel', { kind: 'class', id }, detail);
  });
}

/** Has somebody look at that very moment. What is to be begun stands in the row: when it was moved or cancelled by then, the look finds nothing. */
function lookWhenItBegins(ctx: Context, tx: Transaction, startsAt: Date): Promise<void> {
  return ctx.enqueue(tx, 'class.look', {}, { runAt: startsAt });
}

interface Plan {
  readonly lab: LabDefinition;
  readonly people: readonly string[];
  readonly startsAt: Date;
}

async function readInput(ctx: Context, actor: Actor, input: ClassInput): Promise<Plan> {
  const reached = new Set((await listClassPeople(ctx, actor)).map(({ id }) => id));
  const people = [...new Set(input.people)];
  if (people.some((id) => !reached.has(id))) throw notFound('person');
  const versionId = await findPublishedVersion(ctx.db, input.lab);
  if (versionId === undefined) throw notFound('lab');
  const startsAt = new Date(input.startsAt);
  const ahead = startsAt.getTime() - ctx.clock().getTime();
  if (ahead <= 0 || ahead > longestAheadMs) throw noSuchTime(ahead <= 0);
  return { lab: await loadDefinition(ctx.db, versionId), people, startsAt };
}

function noSuchTime(isOver: boolean): ProblemError {
  return new ProblemError('invalid-input', isOver ? 'That time is over' : 'That is too far ahead', {
    detail: 'A class begins later than now, and within a year. Nothing was changed.',
    remedy: isOver
      ? 'Choose a later time; a class that is planned can be started at once.'
      : 'Check the year.',
    errors: [{ path: 'startsAt', message: isOver ? 'must be in the future' : 'must be within a year' }],
  });
}

function detailOf({ lab, startsAt }: ClassInput, people: readonly string[]) {
  return { lab, startsAt, people };
}
