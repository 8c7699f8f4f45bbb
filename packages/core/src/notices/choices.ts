import type { Actor } from '@springboard/contracts/actor.ts';
import {
  type NoticeChannel,
  type NoticeChoice,
  type NoticeChoices,
  NoticeKind,
  noticeIsFor,
  OutsideChannel,
  usualChannels,
} from '@springboard/contracts/notices.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows } from '@springboard/contracts/roles.ts';
import { listOwnChoices, saveChoice } from '@springboard/db/repositories/notices.ts';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';

type Contextual = Pick<Context, 'db' | 'channels'>;

/** Where a person is told of what: the kinds that concern their roles, and the channels that the operator has set up. */
export async function viewNoticeChoices(ctx: Contextual, actor: Actor): Promise<NoticeChoices> {
  authorize(actor, 'notice.own.manage');
  const chosen = await listOwnChoices(ctx.db, actor.personId);
  const offered = offeredBy(ctx);
  const kinds = NoticeKind.options.filter((kind) =>
    noticeIsFor[kind].some((right) => allows(actor.roles, right)),
  );
  const isOffered = (channel: NoticeChannel) => offered.includes(channel);
  return {
    offered,
    choices: kinds.map((kind) => ({
      kind,
      channels: (chosen.get(kind) ?? usualChannels).filter(isOffered),
    })),
  };
}

/** Changes where one kind goes; no channel at all: they are not told. Errors: `invalid-input` for a channel that is not set up. */
export async function chooseNotices(
  ctx: Contextual,
  actor: Actor,
  { kind, channels }: NoticeChoice,
): Promise<NoticeChoices> {
  authorize(actor, 'notice.own.manage');
  const offered = offeredBy(ctx);
  const missing = channels.find((channel) => !offered.includes(channel));
  if (missing !== undefined)
    throw new ProblemError('invalid-input', 'This installation has no such way', {
      detail: `Notices do not leave by ${missing} here. Your choice was not stored.`,
      remedy: 'Choose another one, or ask an operator to set it up.',
    });
  await saveChoice(ctx.db, { personId: actor.personId, kind, channels: [...new Set(channels)] });
  return viewNoticeChoices(ctx, actor);
}

function offeredBy({ channels }: Contextual): NoticeChannel[] {
  return ['page', ...OutsideChannel.options.filter((channel) => channels[channel] !== null)];
}
