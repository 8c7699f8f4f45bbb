import type { NoticeKind } from '@springboard/contracts/notices.ts';
import { type DeliveryRow, findDelivery, moveDelivery } from '@springboard/db/repositories/deliveries.ts';
import { NotSent } from '@springboard/delivery/channel.ts';
import type { Context } from '../context.ts';

type Delivering = Pick<Context, 'db' | 'channels' | 'url' | 'clock' | 'enqueue' | 'log'>;

const minute = 60_000;
/** Their words are for those whom they are for: a channel may be read by others, and leaves the platform with who, what and a link. */
const staysInPage: ReadonlySet<NoticeKind> = new Set([
  'class-message',
  // Why a mentor has hidden something.
  'walkthrough-feedback',
]);
/** From one try to the next, in milliseconds: a bit more than a day in all. After the last one it is given up. */
const pauses = [1, 5, 15, 60, 120, 240, 480, 540].map((minutes) => minutes * minute);

/**
 * Sends a notice by one channel, once at most: that it is being sent is written down before. What certainly has not arrived is tried again; what was cut
 * off may have arrived, and is given up. What its person has read meanwhile, or somebody else has seen to, is not sent any more. Failures are logged without names and addresses, and counted for the operator.
 */
export async function deliverNotice(ctx: Delivering, deliveryId: string): Promise<void> {
  const found = await findDelivery(ctx.db, deliveryId);
  if (!found || found.person.deactivatedAt !== null) return;
  const { delivery, notice, person } = found;
  if (delivery.state === 'sending') return giveUp(ctx, delivery, cutOff);
  if (notice.readAt !== null) {
    await moveDelivery(ctx.db, deliveryId, ['waiting'], { state: 'unneeded', changedAt: ctx.clock() });
    return;
  }
  const channel = ctx.channels[delivery.channel];
  if (channel === null) return giveUp(ctx, delivery, 'the channel is not set up any more');
  const mine = { state: 'sending', changedAt: ctx.clock() } as const;
  if (!(await moveDelivery(ctx.db, deliveryId, ['waiting'], mine))) return;
  try {
    const { kind, title, body, link } = notice;
    const detail = staysInPage.has(kind) ? null : notice.detail;
    await channel.send({ to: person, title, detail, body, url: new URL(link, ctx.url).href });
  } catch (error) {
    if (error instanceof NotSent) return again(ctx, delivery, error);
    ctx.log.warn({ err: error, deliveryId }, 'Nobody knows whether a notice has left the platform.');
    return giveUp(ctx, delivery, cutOff);
  }
  const sent = { state: 'sent', changedAt: ctx.clock(), problem: null } as const;
  await moveDelivery(ctx.db, deliveryId, ['sending', 'failed'], sent);
}

const cutOff = 'it was cut off while it was sent, and may have arrived';

async function again(ctx: Delivering, delivery: DeliveryRow, error: NotSent): Promise<void> {
  const pause = error.again ? pauses[delivery.tries] : undefined;
  if (pause === undefined) return giveUp(ctx, delivery, error.message);
  const changedAt = ctx.clock();
  const runAt = new Date(changedAt.getTime() + pause);
  await ctx.db.transaction(async (tx) => {
    const waiting = { state: 'waiting', tries: delivery.tries + 1, problem: error.message } as const;
    if (!(await moveDelivery(tx, delivery.id, ['sending'], { ...waiting, changedAt }))) return;
    await ctx.enqueue(tx, 'notice.deliver', { deliveryId: delivery.id }, { runAt });
  });
  ctx.log.info(facts(delivery, error.message), 'A notice could not be sent; it is tried again.');
}

async function giveUp(ctx: Delivering, delivery: DeliveryRow, problem: string): Promise<void> {
  const failed = { state: 'failed', problem, changedAt: ctx.clock() } as const;
  if (await moveDelivery(ctx.db, delivery.id, ['waiting', 'sending'], failed))
    ctx.log.warn(facts(delivery, problem), 'A notice was not sent, and is not tried again.');
}

function facts({ id, channel, tries }: DeliveryRow, problem: string) {
  return { deliveryId: id, channel, tries, problem };
}
