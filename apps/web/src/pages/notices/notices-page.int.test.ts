import type { Page } from '@playwright/test';
import type { NoticeChoices, NoticesView } from '@springboard/contracts/notices.ts';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let notices: NoticesView['notices'];
let choices: NoticeChoices;
const sent: unknown[] = [];

const me = aMe('Lena Fischer', ['learner'], 'lena');

const view = (): NoticesView => ({
  notices,
  unread: notices.filter(({ readAt }) => readAt === null).length,
});
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function aNotice(over: Partial<NoticesView['notices'][number]> = {}): NoticesView['notices'][number] {
  return {
    id: crypto.randomUUID(),
    kind: 'help-answered',
    title: 'Mira Brandt has answered your question about “Create a pool”',
    detail: 'A Ceph cluster of your own',
    link: '/results',
    at: ago(3),
    readAt: null,
    ...over,
  };
}

beforeEach(async () => {
  sent.length = 0;
  notices = [
    aNotice(),
    aNotice({
      kind: 'review-done',
      title: 'Max Oduya has reviewed “Why it happened”',
      detail: null,
      at: ago(90),
    }),
    aNotice({
      kind: 'due-soon',
      title: '“A Ceph cluster of your own” is due on 2 Dec',
      detail: 'Storage, first weeks',
      at: ago(1500),
      readAt: ago(1400),
    }),
  ];
  choices = {
    offered: ['page', 'mail'],
    choices: [
      { kind: 'help-taken', channels: ['page'] },
      { kind: 'help-answered', channels: ['page'] },
      { kind: 'review-done', channels: ['page', 'mail'] },
    ],
  };
  ({ api, page } = await openPage());
  api.answers.set('GET /api/me', () => me);
  api.answers.set('GET /api/notices', view);
  api.answers.set('GET /api/notice-choices', () => choices);
  api.events.set('/api/notices/events', { event: 'notices', data: view });
});

it('the bell counts what is unread, live; a notice leads to its page and is read then', async () => {
  const [first] = notices;
  api.answers.set(`POST /api/notices/${first?.id}/read`, () => {
    notices = notices.map((one) => (one.id === first?.id ? { ...one, readAt: ago(0) } : one));
    return view();
  });
  await page.goto(`${api.url}/results`);
  const bell = page.getByRole('link', { name: /^Notices/ });
  await onPage(bell).toHaveAccessibleName('Notices, 2 unread');
  notices = [aNotice({ kind: 'help-taken', title: 'Mira Brandt has taken your question' }), ...notices];
  api.pushEvents();
  await onPage(bell).toHaveAccessibleName('Notices, 3 unread');
  await bell.click();
  await onPage(page.getByRole('link', { name: /due on 2 Dec/ })).toBeVisible();
  await page.getByRole('link', { name: /answered your question/ }).click();
  await onPage(page).toHaveURL(/\/results$/);
  await onPage(bell).toHaveAccessibleName('Notices, 2 unread');
});

it('all of them are marked as read by one button', async () => {
  api.answers.set('POST /api/notices/read', () => {
    notices = notices.map((one) => ({ ...one, readAt: one.readAt ?? ago(0) }));
    return view();
  });
  await page.goto(`${api.url}/notices`);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await onPage(page.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
  await onPage(page.getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
});

it('each kind goes where it is chosen to, by the ways that there are', async () => {
  api.answers.set('PUT /api/notice-choices', (body) => {
    sent.push(body);
    return choices;
  });
  await page.goto(`${api.url}/settings`);
  await onPage(page.getByRole('columnheader', { name: 'Mail' })).toBeVisible();
  await onPage(page.getByRole('columnheader', { name: 'Chat' })).toBeHidden();
  await page.getByRole('checkbox', { name: 'A mentor has answered my question: Mail' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => sent).toEqual([{ kind: 'help-answered', channels: ['page', 'mail'] }]);
});

it('says so when there is nothing yet', async () => {
  notices = [];
  await page.goto(`${api.url}/notices`);
  await onPage(page.getByRole('heading', { name: 'Nothing yet' })).toBeVisible();
});
