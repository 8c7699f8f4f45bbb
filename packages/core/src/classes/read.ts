import type { Actor } from '@springboard/contracts/actor.ts';
import type { ClassSummary, ClassView, MyClass } from '@springboard/contracts/classes.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listClassesOf } from '@springboard/db/repositories/class-attempts.ts';
import { listClassRows, type NamedClass } from '@springboard/db/repositories/classes.ts';
import { findClassDemand } from '@springboard/db/repositories/demands.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import { authorize, whoseBy } from '../access.ts';
import type { Context } from '../context.ts';
import { poolLeadMs } from '../environments/pools/lead.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { loadLabFacts } from '../paths/lab-facts.ts';
import { plansClasses, readableClass } from './access.ts';
import { viewMembers } from './members.ts';
import { readMessages } from './of-attempt.ts';
import { roomForClass } from './room.ts';

/** Classes, the latest first: mentors have all, managers those that they planned. */
export async function listClasses(ctx: Pick<Context, 'db'>, actor: Actor): Promise<ClassSummary[]> {
  const whose = whoseBy(actor, plansClasses);
  const rows = await listClassRows(ctx.db, whose === 'everybody' ? null : whose.managedBy);
  const titleOf = await labTitles(ctx.db);
  return rows.map((row) => ({ ...viewRow(row, titleOf), people: row.people }));
}

/** A class with its people and how each of them does, those whom the actor may see. Errors: `not-found`. */
export async function getClass(ctx: Context, actor: Actor, id: string): Promise<ClassView> {
  const { row, whose } = await readableClass(ctx.db, actor, id);
  const members = await viewMembers(ctx.db, row, whose);
  const demand = await findClassDemand(ctx.db, id);
  const topology = row.state === 'ended' ? null : await topologyOf(ctx.db, row.slug);
  return {
    ...viewRow(row, await labTitles(ctx.db)),
    members,
    messages: await readMessages(ctx.db, id),
    room: topology === null ? null : await roomForClass(ctx, topology, members),
    warmsAt: demand ? new Date(demand.from.getTime() - poolLeadMs).toISOString() : null,
  };
}

/** Classes that I am in and that have not ended, the next one first. */
export async function listMyClasses(ctx: Pick<Context, 'db'>, actor: Actor): Promise<MyClass[]> {
  authorize(actor, 'attempt.own.read');
  const rows = await listClassesOf(ctx.db, actor.personId);
  if (rows.length === 0) return [];
  const titleOf = await labTitles(ctx.db);
  return rows.flatMap((row) => {
    const { state, ...view } = viewRow(row, titleOf);
    return state === 'ended' ? [] : [{ ...view, state, attemptId: row.attemptId }];
  });
}

function viewRow(row: NamedClass, titleOf: (slug: string) => string): Omit<ClassSummary, 'people'> {
  const { id, title, slug, state, startsAt, openedAt, endedAt, ownerId, ownerName } = row;
  return {
    id,
    title,
    lab: { slug, title: titleOf(slug) },
    state,
    startsAt: startsAt.toISOString(),
    openedAt: openedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    owner: ownerId !== null && ownerName !== null ? { id: ownerId, name: ownerName } : null,
  };
}

/** A lab that was withdrawn is named by its slug. */
async function labTitles(db: Queryable): Promise<(slug: string) => string> {
  const facts = await loadLabFacts(db);
  return (slug) => facts.get(slug)?.title ?? slug;
}

async function topologyOf(db: Queryable, slug: string): Promise<string | null> {
  const versionId = await findPublishedVersion(db, slug);
  return versionId === undefined ? null : (await loadDefinition(db, versionId)).environment;
}
