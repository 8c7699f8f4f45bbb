import type { Page } from '@playwright/test';
import type { MeView, PersonView, TeamsView } from '@springboard/contracts/people.ts';
import { permissions, type Role } from '@springboard/contracts/roles.ts';
import { beforeEach, expect, it } from 'vitest';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let people: PersonView[];
let teams: TeamsView;
const sent: unknown[] = [];

const storage = 'a1b2c3d4-0000-4000-8000-000000000001';
const network = 'a1b2c3d4-0000-4000-8000-000000000002';
const mira = { id: 'mira', name: 'Mira Brandt' };
const max = { id: 'max', name: 'Max Oduya' };

function aPerson(id: string, name: string, roles: Role[], more: Partial<PersonView> = {}): PersonView {
  const teams: PersonView['teams'] = [
    { id: storage, name: 'Storage', joinedOn: '2026-11-02', mentorId: null, mentor: mira.name },
  ];
  const lastSignInAt = new Date(Date.now() - 3_600_000).toISOString();
  return { id, name, email: `${id}@example.org`, roles, teams, lastSignInAt, ...more };
}

function signedInAs(roles: Role[]): void {
  const me: MeView = { ...aPerson('me', 'Olga Ivanova', roles), permissions: [], reviews: false };
  const held = [...new Set(roles.flatMap((role) => permissions[role]))];
  api.answers.set('GET /api/me', () => ({ ...me, permissions: held }));
}

beforeEach(async () => {
  sent.length = 0;
  people = [
    aPerson('lena', 'Lena Fischer', ['learner'], { lastSignInAt: null }),
    aPerson('arno', 'Arno Weiß', ['learner', 'author'], { teams: [] }),
  ];
  teams = {
    teams: [
      { id: network, name: 'Network', mentor: null, manager: null, members: 0 },
      { id: storage, name: 'Storage', mentor: mira, manager: max, members: 1 },
    ],
    mentors: [mira],
    managers: [max],
  };
  ({ api, page } = await openPage());
  api.answers.set('GET /api/people', () => people);
  api.answers.set('GET /api/teams', () => teams);
});

it('an operator adds somebody to a team, and is given the link for them', async () => {
  signedInAs(['operator']);
  api.answers.set('POST /api/people', (input) => {
    sent.push(input);
    const grace = aPerson('grace', 'Grace Hopper', ['learner', 'mentor'], { lastSignInAt: null });
    people.push(grace);
    return grace;
  });
  const link = { url: 'https://labs.example.org/sign-in#secret', expiresAt: new Date().toISOString() };
  api.answers.set('POST /api/people/grace/sign-in-link', () => link);
  await page.goto(`${api.url}/people`);
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.org');
  await page.getByRole('checkbox', { name: /^mentor/ }).check();
  await page.getByRole('combobox', { name: 'Team' }).selectOption('Storage');
  await page.getByLabel('Joining date').fill('2026-12-01');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await onPage(page.getByText(link.url)).toBeVisible();
  expect(sent).toEqual([
    {
      name: 'Grace Hopper',
      email: 'grace@example.org',
      roles: ['learner', 'mentor'],
      team: { id: storage, joinedOn: '2026-12-01', mentorId: null },
    },
  ]);
  await page.getByRole('button', { name: 'Done' }).click();
  await onPage(page.getByRole('cell', { name: /grace@example.org/ })).toBeVisible();
});

it('the list is narrowed down, and roles are changed by the keyboard alone', async () => {
  signedInAs(['operator']);
  api.answers.set('PUT /api/people/arno', (input) => {
    sent.push(input);
    people = people.map((one) => (one.id === 'arno' ? { ...one, roles: ['author'] } : one));
    return people.find(({ id }) => id === 'arno');
  });
  await page.goto(`${api.url}/people`);
  await page.getByRole('searchbox').fill('autho');
  await onPage(page.getByText('Lena Fischer')).toBeHidden();
  await page.getByRole('button', { name: 'Actions for Arno Weiß' }).focus();
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('menuitem', { name: 'Change name and roles…' })).toBeFocused();
  await page.keyboard.press('Enter');
  const learner = page.getByRole('checkbox', { name: /^learner/ });
  await onPage(learner).toBeChecked();
  await learner.focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('dialog')).toBeHidden();
  expect(sent).toEqual([{ name: 'Arno Weiß', email: 'arno@example.org', roles: ['author'] }]);
});

it('a manager changes joining date and mentor, and is offered no more than that', async () => {
  signedInAs(['manager']);
  api.answers.set(`PUT /api/teams/${storage}/members/lena`, (input) => {
    sent.push(input);
    return null;
  });
  await page.goto(`${api.url}/people`);
  await page.getByRole('button', { name: 'Actions for Lena Fischer' }).click();
  await onPage(page.getByRole('menuitem')).toHaveText([
    'Joining date and mentor in Storage…',
    'Sign-in link…',
    'End access…',
  ]);
  await page.getByRole('menuitem', { name: /Joining date/ }).click();
  await page.getByRole('combobox', { name: 'Mentor' }).selectOption(mira.name);
  await page.getByLabel('Joining date').fill('2026-11-16');
  await page.getByRole('button', { name: 'Save' }).click();
  await onPage(page.getByRole('dialog')).toBeHidden();
  expect(sent).toEqual([{ joinedOn: '2026-11-16', mentorId: 'mira' }]);
  await page.getByRole('tab', { name: /Teams/ }).click();
  await onPage(page.getByRole('cell', { name: 'Max Oduya' })).toBeVisible();
  await onPage(page.getByRole('button', { name: 'New team' })).toBeHidden();
  // The team that they manage leads to how it does; another one is only named.
  teams.teams = teams.teams.map((team) =>
    team.id === storage ? { ...team, manager: { id: 'me', name: 'Olga Ivanova' } } : team,
  );
  await page.reload();
  await page.getByRole('tab', { name: /Teams/ }).click();
  await onPage(page.getByRole('link', { name: /^Storage/ })).toHaveAttribute('href', `/team?team=${storage}`);
  await onPage(page.getByRole('cell', { name: 'Network' })).toBeVisible();
  await onPage(page.getByRole('link', { name: /^Network/ })).toBeHidden();
});
