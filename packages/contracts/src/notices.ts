import { z } from 'zod';
import type { Permission } from './roles.ts';

/** What people are told of. */
export const NoticeKind = z.enum([
  'help-asked',
  'help-taken',
  'help-answered',
  'review-waiting',
  'review-done',
  'review-returned',
  'peer-review-asked',
  'environment-ends',
  'due-soon',
  'lab-stale',
  'class-time',
  'class-message',
  'weekly-summary',
  'walkthrough-published',
  'walkthrough-feedback',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Rights of those whom a kind concerns, any one of them. */
export const noticeIsFor: Readonly<Record<NoticeKind, readonly Permission[]>> = {
  'help-asked': ['help.any.answer'],
  'help-taken': ['attempt.own.write'],
  'help-answered': ['attempt.own.write'],
  'review-waiting': ['submission.review', 'submission.team.review'],
  'review-done': ['attempt.own.write'],
  'review-returned': ['submission.review', 'submission.team.review', 'submission.peer.review'],
  'peer-review-asked': ['submission.peer.review'],
  'environment-ends': ['attempt.own.write'],
  'due-soon': ['attempt.own.write'],
  'lab-stale': ['lab.publish'],
  'class-time': ['attempt.own.write'],
  'class-message': ['attempt.own.write'],
  'weekly-summary': ['attempt.team.read', 'attempt.any.read'],
  'walkthrough-published': ['walkthrough.any.hide'],
  'walkthrough-feedback': ['attempt.own.write'],
};

/** Where a notice leaves the platform: by mail, or into the chat channel of the operator's webhook. */
export const OutsideChannel = z.enum(['mail', 'chat']);
export type OutsideChannel = z.infer<typeof OutsideChannel>;

/** Where a notice is shown: `page` is the platform's own. */
export const NoticeChannel = z.enum(['page', ...OutsideChannel.options]);
export type NoticeChannel = z.infer<typeof NoticeChannel>;

/** What is chosen for a kind by who has chosen nothing. */
export const usualChannels: readonly NoticeChannel[] = ['page'];

export const NoticeView = z.object({
  id: z.uuid(),
  kind: NoticeKind,
  title: z.string(),
  detail: z.string().nullable(),
  /** Path of a page of the platform. */
  link: z.string(),
  at: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** A person's notices, the newest first, and how many of all are unread. */
export const NoticesView = z.object({ unread: z.number().int(), notices: z.array(NoticeView) });
export type NoticesView = z.infer<typeof NoticesView>;

/** What a person has chosen, for the kinds that concern them; `offered` are the channels that work in this installation. */
export const NoticeChoices = z.object({
  offered: z.array(NoticeChannel),
  choices: z.array(z.object({ kind: NoticeKind, channels: z.array(NoticeChannel) })),
});
export type NoticeChoices = z.infer<typeof NoticeChoices>;

/** `PUT /api/notice-choices`: one kind at a time. */
export const NoticeChoice = z.object({ kind: NoticeKind, channels: z.array(NoticeChannel).max(3) });
export type NoticeChoice = z.infer<typeof NoticeChoice>;
