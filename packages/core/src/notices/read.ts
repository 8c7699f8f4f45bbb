import type { Actor } from '@springboard/contracts/actor.ts';
import type { NoticesView } from '@springboard/contracts/notices.ts';
import {
  countUnread,
  listNotices,
  type NoticeRow,
  readAllNotices,
  readNotice,
} from '@springboard/db/repositories/notices.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';

/** A page of notices has no more; who has not looked for so long begins with the newest. */
const mostListed = 100;

/** What a person was told of, the newest first. */
export async function viewNotices(ctx: Pick<Context, 'db'>, actor: Actor): Promise<NoticesView> {
  authorize(actor, 'notice.own.manage');
  const rows = await listNotices(ctx.db, actor.personId, mostListed);
  return { unread: await countUnread(ctx.db, actor.personId), notices: rows.map(viewNotice) };
}

/** Marks one as read. Errors: `not-found`. */
export async function markNoticeRead(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<NoticesView> {
  authorize(actor, 'notice.own.manage');
  const found = await ctx.db.transaction((tx) => readNotice(tx, actor.personId, id, ctx.clock()));
  if (!found) throw notFound('notice');
  return viewNotices(ctx, actor);
}

/** Marks all of them as read. */
export async function markAllNoticesRead(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
): Promise<NoticesView> {
  authorize(actor, 'notice.own.manage');
  await ctx.db.transaction((tx) => readAllNotices(tx, actor.personId, ctx.clock()));
  return viewNotices(ctx, actor);
}

function viewNotice(row: NoticeRow): NoticesView['notices'][number] {
  const { id, kind, title, detail, link, createdAt, readAt } = row;
  return {
    id,
    kind,
    title,
    detail,
    link,
    at: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
