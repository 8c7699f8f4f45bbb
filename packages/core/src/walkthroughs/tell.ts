import { randomUUID } from 'node:crypto';
import type { Queryable } from '@springboard/db/client.ts';
import { listMentorsOf } from '@springboard/db/repositories/mentors.ts';
import { findPersonName, listHolders } from '@springboard/db/repositories/people.ts';
import type { WalkthroughRow } from '@springboard/db/repositories/walkthroughs.ts';
import { type Telling, tell } from '../notices/tell.ts';
import { titleOf } from './title.ts';

type Told = Pick<WalkthroughRow, 'id' | 'personId' | 'slug' | 'published'>;

const pageOf = ({ id }: Pick<Told, 'id'>) => `/walkthroughs/${id}`;
const nameOf = ({ published }: Told) => published?.title ?? '';

/** Tells the author's mentors, or all where they have none, that there is one to look at. */
export async function tellOfPublished(
  ctx: Telling,
  tx: Queryable,
  row: Omit<Told, 'published'> & { readonly title: string },
): Promise<void> {
  const near = await listMentorsOf(tx, row.personId);
  const all = async () =>
    (await listHolders(tx, 'mentor')).map(({ id }) => id).filter((id) => id !== row.personId);
  await tell(ctx, tx, near.length > 0 ? near : await all(), {
    kind: 'walkthrough-published',
    about: row.id,
    title: `${await findPersonName(tx, row.personId)} teaches “${await titleOf(tx, row.slug)}”`,
    detail: row.title,
    link: pageOf(row),
  });
}

/** Tells the author that somebody has said how helpful it was: neither who, nor by anything that leads to who. */
export async function tellOfRating(ctx: Telling, tx: Queryable, row: Told): Promise<void> {
  await tell(ctx, tx, [row.personId], {
    kind: 'walkthrough-feedback',
    about: `${row.id} ${randomUUID()}`,
    title: `Somebody rated your walk-through “${nameOf(row)}”`,
    detail: null,
    link: pageOf(row),
  });
}

/** Tells the author that a mentor has hidden it, and why. */
export async function tellOfHidden(ctx: Telling, tx: Queryable, row: Told, reason: string): Promise<void> {
  await tell(ctx, tx, [row.personId], {
    kind: 'walkthrough-feedback',
    about: `${row.id} ${randomUUID()}`,
    title: `A mentor has hidden your walk-through “${nameOf(row)}”`,
    detail: reason,
    link: `${pageOf(row)}/edit`,
  });
}

/** Tells the mentor who has hidden it that there is another version to look at. */
export async function tellWhoHid(ctx: Telling, tx: Queryable, row: Told, hiddenBy: string): Promise<void> {
  await tell(ctx, tx, [hiddenBy], {
    kind: 'walkthrough-published',
    about: `${row.id} ${randomUUID()}`,
    title: `${await findPersonName(tx, row.personId)} has changed a walk-through that you had hidden`,
    detail: nameOf(row),
    link: pageOf(row),
  });
}
