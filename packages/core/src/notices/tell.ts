import { type NoticeKind, OutsideChannel, usualChannels } from '@springboard/contracts/notices.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { insertDelivery } from '@springboard/db/repositories/deliveries.ts';
import { insertNotices, listChoicesOf, readNoticesAbout } from '@springboard/db/repositories/notices.ts';
import type { Context } from '../context.ts';

export type Telling = Pick<Context, 'enqueue' | 'clock' | 'channels'>;

export interface News {
  readonly kind: NoticeKind;
  /** What it tells of, such as the id of a question: nobody is told of one thing twice. */
  readonly about: string;
  readonly title: string;
  readonly detail: string | null;
  /** What a mail says besides title and link, where that is more than the detail. */
  readonly body?: string;
  /** Path of a page of the platform. */
  readonly link: string;
}

/** Tells people of something, each where they want to be told, in the transaction of what it tells of. */
export async function tell(ctx: Telling, tx: Queryable, to: readonly string[], news: News): Promise<void> {
  const chosen = await listChoicesOf(tx, to, news.kind);
  const createdAt = ctx.clock();
  const notices = [...new Set(to)].flatMap((personId) => {
    const channels = chosen.get(personId) ?? usualChannels;
    if (channels.length === 0) return [];
    return [{ body: null, ...news, personId, inPage: channels.includes('page'), createdAt }];
  });
  for (const { id: noticeId, personId } of await insertNotices(tx, notices)) {
    for (const channel of OutsideChannel.options) {
      if (ctx.channels[channel] === null) continue;
      if (!(chosen.get(personId) ?? usualChannels).includes(channel)) continue;
      const deliveryId = await insertDelivery(tx, { noticeId, channel, changedAt: createdAt });
      await ctx.enqueue(tx, 'notice.deliver', { deliveryId });
    }
  }
}

/** Somebody has seen to it: for everybody else who was told of it, it counts as read. */
export async function settle(ctx: Telling, tx: Queryable, kind: NoticeKind, about: string): Promise<void> {
  await readNoticesAbout(tx, kind, about, ctx.clock());
}
