import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page, expect as playwrightExpect } from '@playwright/test';
import { Provider } from '@springboard/auth/provider/provider.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RunningServer, serve } from './http/serve.ts';
import { aProvider, type TestProvider } from './testing/a-provider.ts';
import { anApi, type TestApi } from './testing/an-api.ts';
import { builtPages } from './testing/built-pages.ts';

/** On two cores that do other things, too, a page takes its time. */
const onPage = playwrightExpect.configure({ timeout: 60_000 });

let url: string;
let there: TestProvider;
let api: TestApi;
let pages: string;
let server: RunningServer;
let browser: Browser;
let page: Page;

/** A port that nobody listens at: the addresses that the provider sends browsers back to are said before we serve. */
async function freePort(): Promise<number> {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  await new Promise((resolve) => taken.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  // Another site than the provider's, as it is in life.
  url = `http://localhost:${port}`;
  there = await aProvider(url);
  pages = await builtPages();
  const provider = new Provider(
    {
      issuer: new URL(there.issuer),
      clientId: there.clientId,
      clientSecret: there.clientSecret,
      scopes: ['openid', 'profile', 'email'],
      label: 'Sign in with Example',
      groupsClaim: 'groups',
      groups: { seniors: { roles: ['mentor'], teams: [] } },
      newcomers: 'refuse',
    },
    url,
  );
  api = await anApi({ provider, url, webFolder: pages });
  server = await serve(api.services, { bind: '127.0.0.1', port });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await api?.[Symbol.asyncDispose]();
  await there?.[Symbol.asyncDispose]();
  if (pages) await rm(pages, { recursive: true });
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // The provider's development pages ask for a font of another host, and would wait for it.
  await page.route(/fonts\.googleapis\.com/, (route) => route.abort());
});
afterEach(() => page.close());

async function signInThere(login: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Example' }).click();
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}

it('by the company’s provider: in with what the groups give, back to where one wanted to go, and out at both ends', async () => {
  const lena = await aPerson(api.database.db, { name: 'Lena Fischer' });
  there.people.set('lena', { email: lena.email, email_verified: true, groups: ['seniors'] });
  await page.goto(`${url}/settings`);
  await signInThere('lena');
  await onPage(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(page.url()).toBe(`${url}/settings`);
  await onPage(page.getByRole('definition').filter({ hasText: 'mentor' })).toHaveText('learnermentor');

  await page.getByRole('button', { name: /account of Lena Fischer/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await onPage(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(page.url()).toBe(`${url}/sign-in`);
  // The provider has forgotten them, too: it asks again. The group is gone, and its role with it.
  there.people.set('lena', { groups: [] });
  await signInThere('lena');
  await page.getByRole('button', { name: /account of Lena Fischer/ }).click();
  await onPage(page.getByText('Roles: learner')).toHaveText('Roles: learner');
});

it('by the company’s provider in vain: the page says why, and a reload does not say it again', async () => {
  there.people.set('stranger', { email: 'stranger@example.org', email_verified: true });
  await page.goto(`${url}/sign-in`);
  await signInThere('stranger');
  await onPage(page.getByRole('alert')).toContainText('You are not known here yet');
  expect(page.url()).toBe(`${url}/sign-in`);
  await page.reload();
  await onPage(page.getByRole('button', { name: 'Sign in with Example' })).toBeVisible();
  await onPage(page.getByRole('alert')).toBeHidden();
  await there.down();
  await page.goto(`${url}/sign-in?provider=unheard-of`);
  await onPage(page.getByRole('alert')).toBeHidden();
  await page.getByRole('button', { name: 'Sign in with Example' }).click();
  // What is known of the provider is kept for an hour: the browser meets that it is away by itself.
  await onPage(page).not.toHaveURL(/\/sign-in/);
  await there.up();
});

it('by a password that was set under Settings, by the keyboard alone', async () => {
  const mira = await aPerson(api.database.db, { name: 'Mira Brandt' });
  const link = await createSignInLink(api.auth, mira.id);
  await page.goto(link.url);
  await onPage(page).toHaveURL(/\/labs$/);
  await page.goto(`${url}/settings`);
  await page.getByRole('button', { name: 'Set a password' }).click();
  const save = page.getByRole('button', { name: 'Save' });
  await page.getByLabel('New password').fill('mira brandt 12');
  await page.getByLabel('The same again').fill('mira brandt 1x');
  await onPage(page.getByText('This is another one.')).toBeVisible();
  await onPage(save).toBeDisabled();
  await page.getByLabel('The same again').fill('mira brandt 12');
  await save.click();
  await onPage(page.getByText('It is little more than your name or address.')).toBeVisible();
  for (const label of ['New password', 'The same again'])
    await page.getByLabel(label).fill('correct horse battery');
  await save.click();
  await onPage(page.getByRole('dialog')).toBeHidden();
  await onPage(page.getByRole('button', { name: 'Change the password' })).toBeVisible();

  await page.getByRole('button', { name: /account of Mira Brandt/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').fill(mira.email);
  await page.getByLabel('Password').fill('another horse battery');
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('alert')).toContainText('Address and password do not match');
  await onPage(page.getByLabel('Password')).toBeFocused();
  await page.keyboard.type('correct horse battery');
  await page.keyboard.press('Enter');
  await onPage(page).toHaveURL(/\/labs$/);
});
