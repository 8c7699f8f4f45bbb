import type { Page } from '@playwright/test';
import type { FollowView } from '@springboard/contracts/follows.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { TestTerminalServer } from '@springboard/terminal/testing/terminal-server.ts';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { anAttempt, anEnvironment } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

// Without WebGL the terminal draws text as text, which a test can read.
const openPage = pageTest(['--disable-3d-apis']);
const attemptId = '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a078';
const node = (name: string, address: string) => ({ name, title: name, address, terminal: true });
const nodes = [node('ceph1', '10.77.0.11'), node('client', '10.77.0.12')];
const attempt = () =>
  anAttempt({
    id: attemptId,
    environment: anEnvironment({ nodes, expiresAt: new Date(Date.now() + 3_600_000).toISOString() }),
  });
const TicketRequest = z.object({ node: z.string(), number: z.number() });

let sshd: TestSshd;
let gateway: TestTerminalServer;
let api: FakeApi;
let page: Page;
/** Terminals that were asked for, by node and number: each is a connection. */
let asked: string[];

beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(async () => {
  await sshd?.stop();
});

beforeEach(async () => {
  asked = [];
  // One sshd is both nodes: shells are told apart by their numbers.
  gateway = await new TestTerminalServer(sshd).listen();
  onTestFinished(() => gateway.close());
  ({ api, page } = await openPage(attempt()));
  api.answers.set(`POST /api/attempts/${attemptId}/terminals`, (sent) => {
    const { node, number } = TicketRequest.parse(sent);
    asked.push(`${node}#${number}`);
    const shell = number + (node === 'client' ? 10 : 0);
    return { ...gateway.ticket(attemptId, shell), expiresAt: new Date(Date.now() + 30_000).toISOString() };
  });
});

const terminal = (name: string, on = page) =>
  on.locator('.xterm:visible').filter({ has: on.getByRole('textbox', { name: `Terminal ${name}` }) });
const screen = (name: string, on = page) => terminal(name, on).locator('.xterm-rows');
const prompt = /[$#] /;

async function open(): Promise<void> {
  await page.goto(api.attemptUrl);
  await onPage(screen('1 on ceph1')).toContainText(prompt);
}
/** Waits until keys go to that terminal, then types. */
async function type(name: string, line: string, on = page): Promise<void> {
  await onPage(on.getByRole('textbox', { name: `Terminal ${name}` })).toBeFocused();
  await onPage(screen(name, on)).toContainText(prompt);
  await on.keyboard.type(`${line}\n`);
}
/** Presses an entry of one of the menus in the bar of the terminals. */
async function choose(menu: string, entry: string, group?: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const within = group === undefined ? page.getByRole('menu') : page.getByRole('group', { name: group });
  await within.getByRole('menuitem', { name: entry, exact: true }).click();
}

it('gives two tabs shells of their own, and finds both after a reload', async () => {
  await open();
  await page.getByRole('tab', { name: 'client' }).click();
  await type('1 on client', 'MINE=second; echo is-$((1+1))nd');
  await onPage(screen('1 on client')).toContainText('is-2nd');
  await page.getByRole('tab', { name: 'ceph1' }).click();
  await type('1 on ceph1', 'echo "mine:$MINE."');
  await onPage(screen('1 on ceph1')).toContainText('mine:.');
  await page.reload();
  await onPage(screen('1 on ceph1')).toContainText('mine:.');
  await page.getByRole('tab', { name: 'client' }).click();
  await type('1 on client', 'echo "mine:$MINE."');
  await onPage(screen('1 on client')).toContainText('mine:second.');
});

it('splits a tab without losing a connection, and remembers how', async () => {
  await open();
  await page.getByRole('tab', { name: 'client' }).click();
  await type('1 on client', 'echo was-$((1+1))-here');
  await page.getByRole('tab', { name: 'ceph1' }).click();
  await choose('Split the tab', 'client', 'Side by side with');
  await onPage(page.getByRole('tab')).toHaveText(['ceph1 | client']);
  await onPage(screen('1 on client')).toContainText('was-2-here');
  await type('1 on client', 'echo right-$((1+1))');
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await type('1 on ceph1', 'echo left-$((1+1))');
  await onPage(screen('1 on ceph1')).toContainText('left-2');
  await onPage(screen('1 on client')).toContainText('right-2');
  expect(asked).toEqual(['ceph1#1', 'client#1']);

  const width = async () => (await terminal('1 on ceph1').boundingBox())?.width ?? 0;
  const half = await width();
  const divider = page.getByRole('separator', { name: 'Width of the terminals' });
  await divider.focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowLeft');
  await onPage.poll(width).toBeLessThan(half - 50);
  const narrow = await width();

  await page.reload();
  await onPage(screen('1 on ceph1')).toContainText('left-2');
  await onPage(screen('1 on client')).toContainText('right-2');
  await onPage.poll(async () => Math.abs((await width()) - narrow)).toBeLessThan(3);

  await choose('Split the tab', 'a new terminal on client', 'Above');
  await type('2 on client', 'echo below-$((1+1))');
  await onPage(page.getByRole('tab')).toHaveText(['ceph1 | client · 2 | client']);
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await onPage(page.getByRole('textbox', { name: 'Terminal 1 on ceph1' })).toBeFocused();
  await page.getByRole('button', { name: 'Give client a tab of its own' }).click();
  await onPage(page.getByRole('tab')).toHaveText(['ceph1 | client · 2', 'client']);
  await onPage(screen('1 on client')).toContainText('right-2');
});

it('goes by keys alone: in, out, to a split, and out of it again', async () => {
  await open();
  await page.keyboard.press('t');
  // With nothing beside it the key is the shell's, which waits for one here.
  await type('1 on ceph1', 'read -rsn 6 key; printf \'%q\\n\' "$key"');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await onPage(screen('1 on ceph1')).toContainText("$'\\E[1;4C'");
  await page.keyboard.press('Control+Shift+Escape');
  await onPage(page.getByRole('tab', { name: 'ceph1' })).toBeFocused();
  await page.getByRole('button', { name: 'Split the tab' }).focus();
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await type('1 on client', 'echo typed-$((1+1))');
  await onPage(screen('1 on client')).toContainText('typed-2');
  await page.keyboard.press('Control+Shift+Escape');
  await onPage(page.getByRole('tab', { name: 'ceph1 | client' })).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('the client');
  await page.keyboard.press('Enter');
  await onPage(page.getByRole('tab', { name: 'ceph1 | the client' })).toBeVisible();
});

it('remembers names, the size of the text, and that a screen reader is used', async () => {
  await open();
  await choose('Terminal', 'Rename…');
  await page.keyboard.type('watch ceph -s');
  await page.keyboard.press('Enter');
  const size = () =>
    page
      .locator('.xterm-rows:visible')
      .evaluate((rows) => Number.parseInt(getComputedStyle(rows).fontSize, 10));
  const before = await size();
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  const larger = page.getByRole('menuitem', { name: /^Larger text/ });
  for (let press = 0; press < 3; press += 1) await larger.click();
  await onPage.poll(size).toBe(before + 3);
  await page.getByRole('menuitemcheckbox', { name: 'Announce output to screen readers' }).click();
  await onPage(terminal('1 on ceph1').locator('.xterm-accessibility')).toHaveCount(1);

  await page.reload();
  await onPage(page.getByRole('tab', { name: 'watch ceph -s' })).toBeVisible();
  await onPage.poll(size).toBe(before + 3);
  await onPage(terminal('1 on ceph1').locator('.xterm-accessibility')).toHaveCount(1);
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Usual size' }).click();
  await onPage.poll(size).toBe(before);
});

async function detach(): Promise<Page> {
  const [own] = await Promise.all([
    page.context().waitForEvent('page'),
    choose('Terminal', 'Open in a window of its own'),
  ]);
  return own;
}

it('moves a terminal to a window of its own, and back when that closes', async () => {
  await open();
  await page.getByRole('tab', { name: 'ceph1' }).click();
  await type('1 on ceph1', 'KEPT=shell; echo here-$((1+1))');
  await onPage(screen('1 on ceph1')).toContainText('here-2');
  const own = await detach();
  await onPage(screen('1 on ceph1', own)).toContainText('here-2');
  await type('1 on ceph1', 'echo "kept:$KEPT."', own);
  await onPage(screen('1 on ceph1', own)).toContainText('kept:shell.');
  await onPage(own).toHaveTitle(/^ceph1 · /);
  await onPage(page.getByText('This terminal has a window of its own')).toBeVisible();
  await own.reload();
  await onPage(screen('1 on ceph1', own)).toContainText('kept:shell.');
  await page.reload();
  await onPage(page.getByText('This terminal has a window of its own')).toBeVisible();
  await own.close();
  await onPage(screen('1 on ceph1')).toContainText('kept:shell.');
});

it('says in a window of its own, too, who types, and gives the keys back there', async () => {
  await open();
  const own = await detach();
  await onPage(screen('1 on ceph1', own)).toContainText(prompt);
  const follow: FollowView = {
    id: '5d9f3a10-7c1e-4b62-9f0a-1d2e3f4a5b6c',
    mentor: { id: 'person-maria', name: 'Maria Mentor' },
    state: 'following',
    reach: 'once',
    takeover: 'held',
    askedAt: new Date().toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
  };
  api.push({ ...attempt(), follows: [follow] });
  await onPage(own.getByText('Maria Mentor is typing.')).toBeVisible();
  const watching = { ...attempt(), follows: [{ ...follow, takeover: null }] };
  api.answers.set(`POST /api/follows/${follow.id}/takeover/end`, () => {
    api.push(watching);
    return { ...watching, revision: 0 };
  });
  await own.locator('.xterm:visible').click();
  await own.keyboard.press('Escape');
  await onPage(own.getByText('Maria Mentor is watching your terminals.')).toBeVisible();
});

it('takes a terminal back, and says in a window that cannot be closed where it is', async () => {
  await open();
  const own = await detach();
  await onPage(screen('1 on ceph1', own)).toContainText(prompt);
  await Promise.all([own.waitForEvent('close'), page.getByRole('button', { name: 'Show it here' }).click()]);
  await type('1 on ceph1', 'echo back-$((1+1))');
  await onPage(screen('1 on ceph1')).toContainText('back-2');

  // Come by its address, the window is the person's and not ours to close.
  const other = await page.context().newPage();
  await other.goto(`${api.url}/attempts/${attemptId}/terminals/ceph1/1`);
  await onPage(screen('1 on ceph1', other)).toContainText('back-2');
  await page.getByRole('button', { name: 'Show it here' }).click();
  await onPage(other.getByText('This terminal is in the workspace again')).toBeVisible();
  await other.getByRole('button', { name: 'Show it here' }).click();
  await onPage(screen('1 on ceph1', other)).toContainText('back-2');
  await other.goto(`${api.url}/attempts/${attemptId}/terminals/nowhere/1`);
  await onPage(other.getByText('There is no such terminal')).toBeVisible();
});

it('says what it does about a lost connection, and that it is back', async () => {
  await open();
  const held = Promise.withResolvers<void>();
  await page.route('**/terminals', async (route) => {
    await held.promise;
    await route.continue();
  });
  gateway.dropSockets();
  await onPage(page.getByText('Asking for the terminal…')).toBeVisible();
  held.resolve();
  await onPage(page.getByText('Connected again: nothing is missing.')).toBeVisible();
});
