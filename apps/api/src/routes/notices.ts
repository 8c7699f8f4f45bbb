import { NoticeChoice, NoticeChoices, NoticesView } from '@springboard/contracts/notices.ts';
import { chooseNotices, viewNoticeChoices } from '@springboard/core/notices/choices.ts';
import { markAllNoticesRead, markNoticeRead, viewNotices } from '@springboard/core/notices/read.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const onOwn = {
  permission: 'notice.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: NoticesView },
} as const;
const onChoices = { ...onOwn, answer: { status: 200, schema: NoticeChoices } } as const;

export const listNoticesRoute = route({
  ...onOwn,
  method: 'get',
  path: '/api/notices',
  summary: 'What I was told of, the newest first, and how much of it is unread',
  handle: ({ actor }, { core }) => viewNotices(core, actor),
});

export const readNoticeRoute = route({
  ...onOwn,
  method: 'post',
  path: '/api/notices/{id}/read',
  summary: 'I have read it',
  params: z.object({ id: z.uuid() }),
  handle: ({ actor, params }, { core }) => markNoticeRead(core, actor, params.id),
});

export const readAllNoticesRoute = route({
  ...onOwn,
  method: 'post',
  path: '/api/notices/read',
  summary: 'I have read all of them',
  handle: ({ actor }, { core }) => markAllNoticesRead(core, actor),
});

export const noticeChoicesRoute = route({
  ...onChoices,
  method: 'get',
  path: '/api/notice-choices',
  summary: 'Where I am told of what, and the ways that this installation has',
  handle: ({ actor }, { core }) => viewNoticeChoices(core, actor),
});

export const chooseNoticesRoute = route({
  ...onChoices,
  method: 'put',
  path: '/api/notice-choices',
  summary: 'Choose where I am told of one kind of thing',
  body: NoticeChoice,
  handle: ({ actor, body }, { core }) => chooseNotices(core, actor, body),
});
