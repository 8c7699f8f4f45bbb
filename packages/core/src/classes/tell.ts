import type { Transaction } from '@springboard/db/client.ts';
import type { ClassRow } from '@springboard/db/repositories/classes.ts';
import type { Context } from '../context.ts';
import { tell } from '../notices/tell.ts';
import { spokenMoment } from './moment.ts';

type Class = Pick<ClassRow, 'id' | 'title' | 'startsAt'>;

/** Tells people that they are in a class, or that its time or its lab is another; `lab` is its title. */
export async function tellPlanned(
  ctx: Context,
  tx: Transaction,
  to: readonly string[],
  { id, title, startsAt }: Class,
  { lab, moved }: { readonly lab: string; readonly moved: boolean },
): Promise<void> {
  await tell(ctx, tx, to, {
    kind: 'class-time',
    about: aboutNow(ctx, id),
    title: `${moved ? 'Changed: class' : 'Class'} “${title}” begins ${spokenMoment(startsAt)}`,
    detail: `${lab}. It is started for you then; there is nothing to do before.`,
    link: '/path',
  });
}

/** Tells people that a class is not held, or not with them. */
export async function tellCancelled(
  ctx: Context,
  tx: Transaction,
  to: readonly string[],
  { id, title, startsAt }: Class,
  why: 'cancelled' | 'left out',
): Promise<void> {
  const what = why === 'cancelled' ? 'is cancelled' : 'is without you';
  await tell(ctx, tx, to, {
    kind: 'class-time',
    about: aboutNow(ctx, id),
    title: `Class “${title}”, ${spokenMoment(startsAt)}, ${what}`,
    detail: null,
    link: '/path',
  });
}

/** A class can be moved there and back: each time is news. */
function aboutNow(ctx: Context, classId: string): string {
  return `${classId} ${ctx.clock().toISOString()}`;
}
