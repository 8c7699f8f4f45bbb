import type { Page } from '@playwright/test';
import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { anAttempt, anEnvironment } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';
import { TabGateway } from '../../testing/tab-gateway.ts';

const openPage = pageTest([]);
const attemptId = '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077';
const environmentId = '1eceb395-0f3c-4c36-9a57-0d3a3a2f9a11';

/** A dashboard that greets, has a socket, and is served as one that minds being framed. */
const dashboard = `<!doctype html><title>Dashboard</title><h1>Ceph dashboard</h1><p id="socket">no socket</p>
<script>
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket');
socket.onopen = () => socket.send('echo');
socket.onmessage = ({ data }) => { document.getElementById('socket').textContent = 'socket says ' + data; };
socket.onclose = () => { document.getElementById('socket').textContent = 'socket closed'; };
</script>`;

let page: Page;
let api: FakeApi;
let gateway: TabGateway;
/** Pages that the node was asked for, and the cookies with which. */
let asked: { path: string; cookie: string | undefined }[];

const ui = (name: string, title: string) => ({
  name,
  title,
  credentials: { user: 'admin', password: 'let-me-in' },
  ownWindow: false,
});
const at = (environment: Partial<EnvironmentView> = {}) =>
  anAttempt({
    id: attemptId,
    environment: anEnvironment({
      id: environmentId,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      webUis: [ui('dashboard', 'Ceph dashboard'), { ...ui('graphs', 'Prometheus'), credentials: null }],
      ...environment,
    }),
  });

beforeEach(async () => {
  asked = [];
  gateway = await TabGateway.start(environmentId, (request, response) => {
    if (request.url !== '/favicon.ico')
      asked.push({ path: request.url ?? '', cookie: request.headers.cookie });
    response.writeHead(200, {
      'content-type': 'text/html',
      'x-frame-options': 'DENY',
      'content-security-policy': "frame-ancestors 'none'",
      'set-cookie': ['login=1; SameSite=Lax; HttpOnly', '__Host-springboard-tab=planted; Path=/; Secure'],
    });
    response.end(dashboard);
  });
  onTestFinished(() => gateway.close());
  // No terminal is opened here: one that is refused says so in its own tab.
  ({ api, page } = await openPage(at()));
  api.webUiGrant = () => gateway.grant('dashboard');
  api.policyOf = () =>
    `default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src ${gateway.labsUrl}; form-action 'self' ${gateway.labsUrl}`;
  gateway.allow(api.url);
});

const frame = () => page.frameLocator('iframe[title="Ceph dashboard"]');
async function openTab(): Promise<void> {
  await page.goto(api.attemptUrl);
  await page.getByRole('tab', { name: 'Ceph dashboard' }).click();
  await onPage(frame().getByRole('heading', { name: 'Ceph dashboard' })).toBeVisible();
}

it('opens a page in a frame of another site, with its cookies and sockets, and is there after a reload', async () => {
  await openTab();
  await onPage(frame().locator('#socket')).toHaveText('socket says echo');
  await page.reload();
  await onPage(frame().locator('#socket')).toHaveText('socket says echo');
  await onPage(page.getByRole('tab', { name: 'Ceph dashboard' })).toHaveAttribute('aria-selected', 'true');
  expect(asked).toEqual([
    { path: '/', cookie: undefined },
    { path: '/', cookie: 'login=1' },
  ]);
  const kept = await page.context().cookies(gateway.originOf('dashboard'));
  expect(kept).toContainEqual(
    expect.objectContaining({
      name: '__Host-springboard-tab',
      httpOnly: true,
      secure: true,
      sameSite: 'None',
    }),
  );
  expect(kept.every(({ value }) => value !== 'planted')).toBe(true);
  expect(page.url()).not.toContain('grant');
});

it('goes back to the terminal by a key, and the page stays as it was', async () => {
  await openTab();
  await frame()
    .locator('body')
    .evaluate((body) => body.append('typed here'));
  await page.getByRole('tab', { name: 'Ceph dashboard' }).focus();
  await page.keyboard.press('t');
  await onPage(page.getByRole('tab', { name: 'ceph1' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Ceph dashboard' }).click();
  await onPage(frame().getByText('typed here')).toBeVisible();
});

it('opens in a window of its own, which has no way back to the workspace', async () => {
  await openTab();
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Open in a window of its own' }).click(),
  ]);
  await onPage(opened.locator('#socket')).toHaveText('socket says echo');
  expect(await opened.evaluate(() => window.opener === null)).toBe(true);
});

it('opens in a window of its own only, when it would not work in a frame', async () => {
  api.push(at({ webUis: [{ ...ui('dashboard', 'RabbitMQ'), ownWindow: true }] }));
  await page.goto(api.attemptUrl);
  await page.getByRole('tab', { name: 'RabbitMQ' }).click();
  await onPage(page.getByText('RabbitMQ opens in a window of its own')).toBeVisible();
  expect(await page.locator('iframe').count()).toBe(0);
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Open RabbitMQ' }).click(),
  ]);
  await onPage(opened.locator('#socket')).toHaveText('socket says echo');
});

it('gives the account of a page to copy', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: api.url });
  await openTab();
  await page.getByRole('button', { name: 'Copy the password' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('let-me-in');
});

it('says in the frame why there is nothing to see, and shows the page when it may be seen again', async () => {
  gateway.refused = { refused: 'not-ready' };
  await page.goto(api.attemptUrl);
  await page.getByRole('tab', { name: 'Ceph dashboard' }).click();
  await onPage(frame().getByRole('heading', { name: 'The environment is on its way' })).toBeVisible();
  gateway.refused = null;
  await page.getByRole('button', { name: 'Reload from its first page' }).click();
  await onPage(frame().locator('#socket')).toHaveText('socket says echo');
  gateway.refused = { refused: 'no-session' };
  await gateway.askAgain();
  await onPage(frame().locator('#socket')).toHaveText('socket closed');
});

it('says why the API opens nothing, and tries again when asked', async () => {
  api.webUiGrant = () => null;
  await page.goto(api.attemptUrl);
  await page.getByRole('tab', { name: 'Ceph dashboard' }).click();
  await onPage(page.getByText('Ceph dashboard cannot be opened right now')).toBeVisible();
  api.webUiGrant = () => gateway.grant('dashboard');
  await page
    .getByRole('tabpanel', { name: 'Ceph dashboard' })
    .getByRole('button', { name: 'Try again' })
    .click();
  await onPage(frame().locator('#socket')).toHaveText('socket says echo');
});

it('lets no other page show a tab, or ask it anything', async () => {
  await openTab();
  const graphs = gateway.grant('graphs') as { url: string; grant: string };
  const other = await page.context().newPage();
  // A page of another host of the same environment, open in a window of its own.
  await other.route(`${api.url}/form`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method=post action="${graphs.url}"><input name=grant value="${graphs.grant}"></form><script>document.forms[0].submit()</script>`,
    }),
  );
  await other.goto(`${api.url}/form`);
  await onPage(other.getByRole('heading', { name: 'Ceph dashboard' })).toBeVisible();
  const target = gateway.originOf('dashboard');
  const tried = await other.evaluate(async (url) => {
    const read = await fetch(url, { credentials: 'include' }).then(
      () => 'read',
      () => 'refused',
    );
    const wrote = await fetch(`${url}/save`, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
    }).then(
      () => 'sent',
      () => 'failed',
    );
    return [read, wrote];
  }, target);
  expect(tried).toEqual(['refused', 'sent']);
  expect(asked.map(({ path }) => path)).toEqual(['/', '/']);
});

it('opens nothing for a form of a page elsewhere, whoever’s grant that is', async () => {
  const somebodys = gateway.grant('graphs') as { url: string; grant: string };
  const lure = await page.context().newPage();
  // Says as little of where it is as a page can.
  await lure.route('http://lure.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'referrer-policy': 'no-referrer' },
      body: `<form method=post action="${somebodys.url}"><input name=grant value="${somebodys.grant}"></form><script>document.forms[0].submit()</script>`,
    }),
  );
  await lure.goto('http://lure.example/');
  await onPage(lure.getByRole('heading', { name: 'Another page asked for this' })).toBeVisible();
  expect(await page.context().cookies(somebodys.url)).toEqual([]);
  expect(asked).toEqual([]);
});
