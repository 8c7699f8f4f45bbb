import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { newTestInstallation } from '@springboard/config/installation.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { Platform } from '@springboard/testkit/platform.ts';
import { newPersonLink } from '../support/people.ts';
import { promptOf, ready, screen, signIn, startLab, type } from '../support/workspace.ts';

const lab = 'First steps on a Linux host';

/** A platform of its own beside the one that the other specs share: its gateway is killed. */
let platform: Platform;
let state: string;

test.beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'springboard-terminals-'));
  const port = await nextFreePort(19_000, '127.0.0.1');
  platform = await Platform.start({
    SPRINGBOARD_STATE: state,
    SPRINGBOARD_INSTALLATION: newTestInstallation(),
    SPRINGBOARD_PORT: String(port),
    SPRINGBOARD_GATEWAY_PORT: String(await nextFreePort(port + 1, '127.0.0.1')),
  });
});
test.afterAll(async () => {
  await platform?.stop();
});

async function begin(page: Page, name: string): Promise<void> {
  await signIn(page, await newPersonLink({ state, info: platform.info }, name));
  await startLab(page, lab);
  // The strip that says what is being prepared goes then, and the terminal grows: vim would draw itself anew, without its last line.
  await ready(page);
}

/** The rows of one terminal of several, by its number. */
function rowsOf(page: Page, number: number): Locator {
  return page
    .locator('.xterm:visible')
    .filter({ has: page.getByRole('textbox', { name: `Terminal ${number} on host1` }) })
    .locator('.xterm-rows');
}

/** Asks vim a question by its command line; the answer is `label` and what the expression is worth. */
async function askVim(page: Page, label: string, expression: string): Promise<string> {
  await type(page, `:echo "${label}=" . (${expression}) . "."`);
  const answer = new RegExp(`${label}=(\\d+)\\.`);
  await expect(screen(page)).toContainText(answer);
  return answer.exec((await screen(page).textContent()) ?? '')?.[1] ?? '';
}

test('kill -9 of the gateway while vim is open and dirty: vim is there afterwards, with what was typed', async ({
  page,
}) => {
  await begin(page, 'Vi');
  await type(page, 'vim -u NONE /root/notes');
  await expect(screen(page)).toContainText('~');
  await page.keyboard.type('iwritten before the crash');
  await page.keyboard.press('Escape');
  const vim = await askVim(page, 'pid', 'getpid()');
  expect(Number(vim)).toBeGreaterThan(1);

  const gateway = platform.info.pids.gateway;
  platform.kill('gateway');
  // The page noticed, so what it shows after this came from the new gateway.
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();
  await expect.poll(() => platform.info.pids.gateway, { timeout: 60_000 }).not.toBe(gateway);
  await expect(page.getByRole('button', { name: 'Try now' })).toHaveCount(0, { timeout: 60_000 });
  await expect(screen(page)).toContainText('written before the crash');
  expect(await askVim(page, 'again', 'getpid()')).toBe(vim);
  expect(await askVim(page, 'dirty', '&modified')).toBe('1');

  // A page that has seen nothing of it before finds the same.
  await page.reload();
  await expect(screen(page)).toContainText('written before the crash', { timeout: 60_000 });
  expect(await askVim(page, 'reloaded', 'getpid()')).toBe(vim);
  await type(page, 'A, and after it');
  await page.keyboard.press('Escape');
  await type(page, ':wq');
  await promptOf(page);
  await type(page, 'clear; cat -A /root/notes');
  await expect(screen(page)).toContainText('written before the crash, and after it$');
});

test('two terminals side by side, and one of them in a window of its own', async ({ page, context }) => {
  await begin(page, 'Sam');
  await type(page, 'HERE=first; echo in-$((1+1))');
  await expect(screen(page)).toContainText('in-2');
  await page.getByRole('button', { name: 'Split the tab' }).click();
  await page
    .getByRole('group', { name: 'Side by side with' })
    .getByRole('menuitem', { name: 'a new terminal on host1' })
    .click();
  await expect(page.getByRole('textbox', { name: 'Terminal 2 on host1' })).toBeFocused();
  await expect(rowsOf(page, 2)).toContainText('#');
  await page.keyboard.type('HERE=second; echo "columns: $(tput cols)"\n');
  await expect(rowsOf(page, 2)).toContainText(/columns: [345]\d(?!\d)/);
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await page.keyboard.type('echo "shell:$HERE."\n');
  await expect(rowsOf(page, 1)).toContainText('shell:first.');

  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  const [own] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('menuitem', { name: 'Open in a window of its own' }).click(),
  ]);
  await expect(rowsOf(own, 1)).toContainText('shell:first.');
  await type(own, 'echo "still:$HERE."');
  await expect(rowsOf(own, 1)).toContainText('still:first.');
  await expect(page.getByText('This terminal has a window of its own')).toBeVisible();
  await own.close();
  await expect(rowsOf(page, 1)).toContainText('still:first.');
  await page.reload();
  await expect(rowsOf(page, 1)).toContainText('still:first.');
  await expect(rowsOf(page, 2)).toContainText('columns:');
});
