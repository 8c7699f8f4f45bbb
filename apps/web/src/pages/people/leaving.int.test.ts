import type { Page } from '@playwright/test';
import type { DeparturesView, ErasureView, LeavingView } from '@springboard/contracts/leaving.ts';
import type { MeView, PersonView } from '@springboard/contracts/people.ts';
import { permissions, type Role } from '@springboard/contracts/roles.ts';
import { beforeEach, expect, it } from 'vitest';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let people: PersonView[];
let departures: DeparturesView;
const sent: unknown[] = [];

const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

function aPerson(id: string, name: string, roles: Role[]): PersonView {
  return { id, name, email: `${id}@example.org`, roles, teams: [], lastSignInAt: hourAgo() };
}

const leaving: LeavingView = {
  person: { id: 'lena', name: 'Lena Fischer', email: 'lena@example.org', roles: ['learner'] },
  sessions: 3,
  links: 0,
  apiTokens: 1,
  sshKeys: 2,
  follows: 0,
  attempts: 2,
  environments: 2,
  assignments: 1,
  labTests: 0,
  handedIn: 1,
  leads: 0,
};
const erasure: ErasureView = {
  person: { id: 'otto', name: 'Otto Beck', email: 'otto@example.org' },
  attempts: 12,
  recordings: 31,
  texts: 4,
  walkthroughs: 2,
  auditLines: 210,
  nameStaysInTexts: false,
};

function signedInAs(roles: Role[]): void {
  const me: MeView = { ...aPerson('me', 'Olga Ivanova', roles), permissions: [], reviews: false };
  const held = [...new Set(roles.flatMap((role) => permissions[role]))];
  api.answers.set('GET /api/me', () => ({ ...me, permissions: held }));
}

beforeEach(async () => {
  sent.length = 0;
  people = [aPerson('lena', 'Lena Fischer', ['learner']), aPerson('mira', 'Mira Brandt', ['mentor'])];
  departures = {
    departed: [
      {
        id: 'otto',
        name: 'Otto Beck',
        email: 'otto@example.org',
        leftAt: hourAgo(),
        erasedAt: null,
        deletionAskedAt: hourAgo(),
      },
      {
        id: 'erased-1',
        name: 'Erased person 3f9a21',
        email: 'erased-1@erased.invalid',
        leftAt: hourAgo(),
        erasedAt: hourAgo(),
        deletionAskedAt: null,
      },
    ],
    requests: [{ id: 'mira', name: 'Mira Brandt', email: 'mira@example.org', askedAt: hourAgo() }],
  };
  ({ api, page } = await openPage());
  api.answers.set('GET /api/people', () => people);
  api.answers.set('GET /api/teams', () => ({ teams: [], mentors: [], managers: [] }));
  api.answers.set('GET /api/departures', () => departures);
  api.answers.set('GET /api/people/lena/leaving', () => leaving);
  api.answers.set('GET /api/people/otto/erasure', () => erasure);
});

it('an operator sees what ends, types the address, and it has ended', async () => {
  signedInAs(['operator']);
  api.answers.set('POST /api/people/lena/leaving', (input) => {
    sent.push(input);
    people = people.filter(({ id }) => id !== 'lena');
    return leaving;
  });
  await page.goto(`${api.url}/people`);
  await onPage(page.getByText('Somebody asks for the deletion of their data')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Lena Fischer' }).click();
  await page.getByRole('menuitem', { name: 'End access…' }).click();
  await onPage(page.getByText('3 browsers are signed out')).toBeVisible();
  await onPage(page.getByText('2 environments are taken down, with their terminals')).toBeVisible();
  await fitsEverywhere(page, 'leaving');
  const end = page.getByRole('button', { name: 'End access now' });
  await onPage(end).toBeDisabled();
  await page.getByLabel('Type their e-mail address').fill('lena@example.or');
  await onPage(end).toBeDisabled();
  await page.getByLabel('Type their e-mail address').fill('lena@example.org');
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('dialog')).toBeHidden();
  expect(sent).toEqual([{ confirm: 'lena@example.org' }]);
  await onPage(page.getByRole('cell', { name: /Lena Fischer/ })).toBeHidden();
});

it('what fails is told in the dialogue, and nothing is closed', async () => {
  signedInAs(['operator']);
  await page.goto(`${api.url}/people`);
  await page.getByRole('button', { name: 'Actions for Lena Fischer' }).click();
  await page.getByRole('menuitem', { name: 'End access…' }).click();
  await page.getByLabel('Type their e-mail address').fill('lena@example.org');
  api.resting = true;
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('dialog').getByRole('alert')).toBeVisible();
});

it('a manager ends the access of a learner, and of nobody who is more', async () => {
  signedInAs(['manager']);
  await page.goto(`${api.url}/people`);
  await page.getByRole('button', { name: 'Actions for Mira Brandt' }).click();
  await onPage(page.getByRole('menuitem', { name: 'End access…' })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Actions for Lena Fischer' }).click();
  await onPage(page.getByRole('menuitem', { name: 'End access…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await onPage(page.getByRole('tab', { name: /Left/ })).toBeHidden();
});

it('who has left is let back in, or erased, with what goes and what stays', async () => {
  signedInAs(['operator']);
  api.answers.set('DELETE /api/people/otto/leaving', () => {
    sent.push('back');
    return null;
  });
  api.answers.set('POST /api/people/otto/erasure', (input) => {
    sent.push(input);
    return { pseudonym: 'Erased person 8a77c0', recordings: 31 };
  });
  await page.goto(`${api.url}/people`);
  await page.getByRole('tab', { name: /Left/ }).click();
  await onPage(page.getByText('deletion asked for')).toBeVisible();
  await fitsEverywhere(page, 'left');
  await page.getByRole('button', { name: 'Let Otto Beck sign in again' }).click();
  await onPage(page.getByText('Otto Beck may sign in again, by a new link')).toBeVisible();
  await page.getByRole('button', { name: 'Erase the data of Otto Beck' }).click();
  await onPage(page.getByText('What stays, under a pseudonym')).toBeVisible();
  await fitsEverywhere(page, 'erase');
  await page.getByLabel('Type their e-mail address').fill('otto@example.org');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await onPage(page.getByText('What is left is called Erased person 8a77c0')).toBeVisible();
  expect(sent).toEqual(['back', { confirm: 'otto@example.org' }]);
});

it('one’s own data is downloaded from the settings, and its deletion asked for and taken back', async () => {
  signedInAs(['learner']);
  let deletionAskedAt: string | null = null;
  const own = () => ({ deletionAskedAt, recordingsKeptMs: 90 * 86_400_000 });
  api.answers.set('GET /api/me/deletion', own);
  api.answers.set('PUT /api/me/deletion', () => {
    deletionAskedAt = hourAgo();
    return own();
  });
  api.answers.set('DELETE /api/me/deletion', () => {
    deletionAskedAt = null;
    return own();
  });
  api.answers.set('GET /api/sessions', () => []);
  api.answers.set('GET /api/tokens', () => []);
  api.answers.set('GET /api/ssh-keys', () => []);
  await page.goto(`${api.url}/settings`);
  await onPage(page.getByText('removed after 90 days')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'Download' })).toHaveAttribute('href', '/api/me/data');
  await page.getByRole('heading', { name: 'Your data' }).scrollIntoViewIfNeeded();
  await fitsEverywhere(page, 'own-data');
  await page.getByRole('button', { name: 'Ask for deletion…' }).click();
  await page.getByRole('button', { name: 'Ask for deletion', exact: true }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await onPage(page.getByRole('button', { name: 'Ask for deletion…' })).toBeVisible();
});
