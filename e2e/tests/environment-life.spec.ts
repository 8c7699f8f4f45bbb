import { expect, type Page, test } from '@playwright/test';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import type { E2e } from '../support/e2e.ts';
import { type OwnPlatform, startOwnPlatform } from '../support/own-platform.ts';
import { newPersonLink } from '../support/people.ts';
import {
  passed,
  prepared,
  promptOf,
  ready,
  screen,
  signIn,
  startLab,
  task,
  textOf,
  type,
} from '../support/workspace.ts';

const lab = 'First steps on a Linux host';

/** Presses an entry of the environment's menu in the bar. */
async function environmentMenu(page: Page, entry: RegExp): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Environment:/ })
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** A platform of its own, which makes one environment at a time. */
test.describe('the life of an environment', () => {
  let platform: OwnPlatform;
  let e2e: E2e;

  test.beforeAll(async () => {
    platform = await startOwnPlatform('life', { SPRINGBOARD_PROVISIONING_AT_ONCE: '1' });
    e2e = platform.e2e;
  });
  test.afterAll(async () => {
    await platform?.stop();
  });

  test('paused, it keeps what runs, and any key wakes it', async ({ page }) => {
    await signIn(page, await newPersonLink(e2e, 'Paula'));
    await startLab(page, lab);
    await ready(page);
    await type(page, 'MARK=still-here; sleep 4321 & echo started');
    await expect(screen(page)).toContainText('started');
    await environmentMenu(page, /^Pause/);
    const asleep = page.getByRole('region', { name: 'Paused' });
    await expect(asleep).toBeVisible({ timeout: 30_000 });
    await asleep.getByRole('button', { name: 'Resume' }).click();
    await ready(page);
    await type(page, 'echo "mark $MARK $(pgrep -xc sleep)"');
    await expect(screen(page)).toContainText('mark still-here 1', { timeout: 30_000 });
  });

  test('a save point brings the disks back; what was passed stays passed', async ({ page }) => {
    await signIn(page, await newPersonLink(e2e, 'Sanna'));
    await startLab(page, lab);
    await ready(page);
    const service = await textOf(task(page, 1).locator('code').first());
    await type(
      page,
      `ss -Hltnp | grep pid=$(systemctl show -P MainPID ${service}), | awk '{print $4}' | sed 's/.*://' > /root/port`,
    );
    await passed(page, 1);
    await prepared(page, 2);
    await type(page, 'echo before > /root/mark; sync; echo written');
    await expect(screen(page)).toContainText('written');

    const bar = page.getByRole('banner');
    await bar.getByRole('button', { name: 'Save points' }).click();
    await page.getByLabel('Title of a new save point').fill('Before I break it');
    await page.getByRole('button', { name: 'Save now' }).click();
    const rewind = page.getByRole('button', { name: 'Rewind to “Before I break it”' });
    await expect(rewind).toBeEnabled({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await ready(page);
    await type(page, 'rm -rf /root/mark /root/port; clear; echo gone');
    await expect(screen(page)).toContainText('gone');

    await bar.getByRole('button', { name: 'Save points' }).click();
    await rewind.click();
    await page.getByRole('button', { name: 'Rewind', exact: true }).click();
    await expect(bar).not.toContainText('Environment: Ready');
    await ready(page);
    await promptOf(page);
    await type(page, 'clear; cat /root/mark; wc -l < /root/port');
    await expect(screen(page)).toContainText(/before\s*1/, { timeout: 30_000 });
    await expect(task(page, 1)).toContainText('Passed. Task 1');
  });

  test('from the pool the prompt is there at once, and it is nobody else’s', async ({ page }) => {
    const operator = await ApiClient.signIn(await newPersonLink(e2e, 'Otto', ['operator']));
    await operator.request('PUT', '/api/pools/linux-single', { target: 1, mode: 'frozen' });
    await expect.poll(async () => (await pool(operator)).pooled, { timeout: 150_000 }).toBe(1);
    const { hits } = await pool(operator);
    await signIn(page, await newPersonLink(e2e, 'Wanda'));
    await startLab(page, lab);
    await ready(page);
    expect((await pool(operator)).hits).toBe(hits + 1);
    await operator.request('PUT', '/api/pools/linux-single', { target: 0, mode: 'frozen' });
  });

  test('a full house gives a place and an estimate, and then the environment', async ({ page }) => {
    const others = await Promise.all(
      ['Ana', 'Bo', 'Cy', 'Di', 'Eli', 'Fay'].map(async (name) =>
        ApiClient.signIn(await newPersonLink(e2e, name)),
      ),
    );
    await signIn(page, await newPersonLink(e2e, 'Quinn'));
    await page.getByRole('link', { name: lab }).first().click();
    const started = await Promise.all(others.map((one) => one.startAttempt('linux/first-steps')));
    await page.getByRole('button', { name: /^Start/ }).click();
    await expect(page.getByRole('heading', { name: 'You have a place in the queue' })).toBeVisible();
    await expect(page.getByText(/^Starts (in|any moment)/)).toBeVisible();
    // Who was ahead gives up, so that the rest does not wait for six environments, however slow the machine is.
    await Promise.all(others.map((one, i) => one.finishAttempt(started[i]?.id ?? '')));
    await promptOf(page);
    await ready(page);
  });
});

async function pool(operator: ApiClient): Promise<{ pooled: number; hits: number }> {
  const fleet = (await (await operator.request('GET', '/api/fleet')).json()) as {
    pools: { topology: string; pooled: number; hits: number }[];
  };
  const found = fleet.pools.find(({ topology }) => topology === 'linux-single');
  return found ?? { pooled: 0, hits: 0 };
}
