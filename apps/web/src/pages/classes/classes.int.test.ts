import type { Page } from '@playwright/test';
import type { ClassView, MyClass } from '@springboard/contracts/classes.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { beforeEach, expect, it } from 'vitest';
import { anOpenClass, aPlannedClass } from '../../testing/a-class.ts';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let shown: ClassView;
const sent: unknown[] = [];

function signIn(role: Role): void {
  const me = aMe('Mira Brandt', [role], 'mira');
  api.answers.set('GET /api/me', () => me);
}

/** The class is so from now on; pages are told. */
function become(next: ClassView): null {
  shown = next;
  api.pushEvents();
  return null;
}

const summary = () => {
  const { members, messages: _m, room: _r, warmsAt: _w, ...rest } = shown;
  return { ...rest, people: members.length };
};

const storage = { id: 'c0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a', name: 'Storage' };
const people = [
  { id: 'lena', name: 'Lena Fischer', teams: [storage] },
  { id: 'arno', name: 'Arno Weiß', teams: [storage] },
  { id: 'nora', name: 'Nora New', teams: [] },
];
const lab = {
  slug: 'ceph/first-cluster',
  title: 'A Ceph cluster of your own',
  summary: 'Three OSDs.',
  level: 'beginner',
  minutes: 40,
  skills: [],
  topology: 'ceph-single',
  taskCount: 5,
  maxScore: 100,
  availability: { status: 'available' },
  mine: { bestScore: null, attempts: 0, activeAttemptId: null },
};

beforeEach(async () => {
  sent.length = 0;
  ({ api, page } = await openPage());
  shown = aPlannedClass();
  const path = `/api/classes/${shown.id}`;
  api.answers.set('GET /api/classes', () => [summary()]);
  api.answers.set('GET /api/class-people', () => people);
  api.answers.set('GET /api/labs', () => [lab]);
  api.answers.set(`GET ${path}`, () => shown);
  api.events.set(`${path}/events`, { event: 'class', data: () => shown });
  signIn('mentor');
});

it('a class is planned: a lab, a time, a whole team and one more', async () => {
  api.answers.set('POST /api/classes', (body) => {
    sent.push(body);
    return { id: shown.id };
  });
  await page.goto(`${api.url}/labs`);
  await page.getByRole('link', { name: 'Classes', exact: true }).click();
  await onPage(page.getByRole('link', { name: 'Ceph on Monday' })).toBeVisible();
  await fitsEverywhere(page, 'classes-list');
  await page.getByRole('link', { name: 'Plan a class' }).click();
  await page.getByLabel('Title').fill('Ceph for all');
  await page.getByLabel('Lab', { exact: true }).selectOption(lab.title);
  await page.getByLabel('Begins').fill('2099-03-02T09:00');
  const submit = page.getByRole('button', { name: 'Plan the class' });
  await onPage(submit).toBeDisabled();
  await page.getByRole('button', { name: 'All of Storage, 2' }).click();
  await page.getByLabel('Find people').fill('nora');
  await page.getByRole('checkbox', { name: 'Nora New' }).check();
  await page.getByLabel('Find people').fill('');
  await page.getByRole('checkbox', { name: /Arno Weiß/ }).uncheck();
  await onPage(page.getByText('2 people chosen')).toBeVisible();
  await fitsEverywhere(page, 'classes-new');
  await submit.click();
  await onPage(page).toHaveURL(`${api.url}/classes/${shown.id}`);
  const startsAt = new Date('2099-03-02T09:00').toISOString();
  expect(sent).toEqual([{ title: 'Ceph for all', lab: lab.slug, startsAt, people: ['lena', 'nora'] }]);
});

it('before it begins it says in numbers that not all fit; then it is started', async () => {
  api.answers.set(`POST /api/classes/${shown.id}/start`, () => become(anOpenClass()));
  await page.goto(`${api.url}/classes/${shown.id}`);
  await onPage(page.getByText('5 needed, 2 will wait in the queue')).toBeVisible();
  await onPage(
    page.getByText(/room for 3 environments beside what runs now, 6 on an empty host/),
  ).toBeVisible();
  await fitsEverywhere(page, 'classes-planned');
  await page.getByRole('button', { name: 'Start now' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start now' }).click();
  await onPage(page.getByText('Open', { exact: true }).first()).toBeVisible();
  await onPage(page.getByRole('button', { name: 'End the class' })).toBeVisible();
});

it('while it is open it shows how each does, live, and the way to their attempt', async () => {
  shown = anOpenClass();
  await page.goto(`${api.url}/classes/${shown.id}`);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  await onPage(row('Lena Fischer')).toContainText('2. Create a pool');
  await onPage(row('Lena Fischer')).toContainText('0 of 32 are clean; 2 OSDs are down.');
  await onPage(row('Ada Sample')).toContainText('place 1');
  await onPage(row('Nora New')).toContainText('Two environments at once are the limit');
  await onPage(page.getByRole('button', { name: 'Try again for 1' })).toBeVisible();
  const lena = shown.members[0]?.attempt;
  await onPage(page.getByRole('link', { name: 'Lena Fischer, timeline' })).toHaveAttribute(
    'href',
    `/attempts/${lena?.id}/timeline`,
  );
  await onPage(page.getByRole('link', { name: 'Open the attempt of Lena Fischer' })).toHaveAttribute(
    'href',
    `/attempts/${lena?.id}`,
  );
  await fitsEverywhere(page, 'classes-open');
  const [first, ...others] = shown.members;
  if (!first || !lena) throw new Error('nobody is in the class');
  const passed = { ...lena, tasksPassed: 2, failed: null, task: { number: 3, title: 'Store an object' } };
  become({ ...shown, members: [{ ...first, attempt: passed }, ...others] });
  await onPage(row('Lena Fischer')).toContainText('3. Store an object');
});

it('a message to all is sent, and stays written when it cannot be', async () => {
  shown = anOpenClass();
  const path = `POST /api/classes/${shown.id}/messages`;
  await page.goto(`${api.url}/classes/${shown.id}`);
  const field = page.getByRole('textbox', { name: 'Say something to all' });
  await field.fill('Break until ten.');
  await page.getByRole('button', { name: 'Send to all' }).click();
  await onPage(page.getByText('There is nothing at this address.')).toBeVisible();
  await onPage(field).toHaveValue('Break until ten.');
  api.answers.set(path, (body) => {
    sent.push(body);
    const id = '7a1c1c1e-3a55-4f3b-9a57-0d3a3a2f9d01';
    const said = { id, text: 'Break until ten.', by: 'Mira Brandt', at: new Date().toISOString() };
    return become({ ...shown, messages: [said] });
  });
  await page.getByRole('button', { name: 'Send to all' }).click();
  await onPage(page.getByRole('listitem').filter({ hasText: 'Break until ten.' })).toBeVisible();
  await onPage(field).toHaveValue('');
  expect(sent).toEqual([{ text: 'Break until ten.' }]);
});

it('who is in one sees when it begins, and the way in once it has', async () => {
  const { lab: its, title, owner, id, startsAt, endedAt } = shown;
  const attempt = anAttempt();
  let mine: MyClass = {
    id,
    title,
    owner,
    lab: its,
    state: 'planned',
    startsAt,
    openedAt: null,
    endedAt,
    attemptId: null,
  };
  signIn('learner');
  api.answers.set('GET /api/me/classes', () => [mine]);
  api.answers.set('GET /api/me/paths', () => []);
  await page.goto(`${api.url}/path`);
  await onPage(page.getByText(/^Class: Ceph on Monday, /)).toBeVisible();
  await fitsEverywhere(page, 'classes-mine');
  mine = { ...mine, state: 'open', openedAt: startsAt, attemptId: attempt.id };
  await page.reload();
  await onPage(page.getByText('Class: Ceph on Monday has begun')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'Go to the lab' })).toHaveAttribute(
    'href',
    `/attempts/${attempt.id}`,
  );
});

it('a message stands over the work, live, until it is dismissed in this browser', async () => {
  signIn('learner');
  const text = 'In five minutes we look at task 2 together; leave your cluster as it is.';
  const at = new Date().toISOString();
  const message = { id: '7a1c1c1e-3a55-4f3b-9a57-0d3a3a2f9d01', text, by: 'Mira Brandt', at };
  await page.goto(api.attemptUrl);
  await onPage(page.getByRole('main')).toBeVisible();
  const inClass = { id: shown.id, title: shown.title, messages: [message] };
  api.push({ ...anAttempt(), class: inClass });
  await onPage(page.getByText(text)).toBeVisible();
  await fitsEverywhere(page, 'classes-banner');
  const banner = page.getByRole('status').filter({ hasText: text });
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await onPage(page.getByText(text)).toBeHidden();
  await page.reload();
  await onPage(page.getByRole('main')).toBeVisible();
  await onPage(page.getByText(text)).toBeHidden();
});

it('says so when there is none, and when one is gone', async () => {
  api.answers.set('GET /api/classes', () => []);
  await page.goto(`${api.url}/classes`);
  await onPage(page.getByRole('heading', { name: 'No class yet' })).toBeVisible();
  await page.goto(`${api.url}/classes/7a1c1c1e-3a55-4f3b-9a57-0d3a3a2f9c09`);
  await onPage(page.getByText('There is no such class')).toBeVisible();
});
