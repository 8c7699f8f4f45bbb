import type { Actor } from '@springboard/contracts/actor.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { announceToClass } from '@springboard/db/repositories/class-attempts.ts';
import {
  type ClassRow,
  changeClassRow,
  listClassesOpenSince,
  lockClass,
} from '@springboard/db/repositories/classes.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockReachedClass, movedOn } from './access.ts';
import { wantNothing } from './demand.ts';

/** A class that nobody ends is over after this, in milliseconds: no day of work is longer, and its banner must not stand over a later attempt. */
const openForMs = 12 * 3_600_000;

/** Ends a class: its banner goes, and its pool shrinks. Attempts go on as they are. Ending twice is ending once. Errors: `not-found`, `conflict` while it is planned. */
export async function endClass(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row } = await lockReachedClass(tx, actor, id);
    if (row.state === 'planned') throw movedOn(row);
    if (row.state === 'open') await endIn(ctx, tx, row, actor);
  });
}

/** Ends classes that have been open for longer than a day of work. */
export async function endForgottenClasses(ctx: Context): Promise<void> {
  const since = new Date(ctx.clock().getTime() - openForMs);
  for (const id of await listClassesOpenSince(ctx.db, since))
    await ctx.db.transaction(async (tx) => {
      const row = await lockClass(tx, id);
      if (row?.state === 'open') await endIn(ctx, tx, row, system, { why: 'forgotten' });
    });
}

/** The class is locked. */
export async function endIn(
  ctx: Context,
  tx: Transaction,
  { id, slug }: Pick<ClassRow, 'id' | 'slug'>,
  by: Actor | typeof system,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await wantNothing(ctx, tx, id);
  await changeClassRow(tx, id, { state: 'ended', endedAt: ctx.clock() });
  await announceToClass(tx, id);
  await audit(tx, by, 'class.end', { kind: 'class', id }, { lab: slug, ...detail });
}
