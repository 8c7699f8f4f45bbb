import { expect, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import {
  checkNow,
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

test('a whole lab by typing: reload keeps the shell, a passed task stays, the result is stored', async ({
  page,
}) => {
  await signIn(page, await newPersonLink(underTest(), 'Ilse'));
  await startLab(page, 'First steps on a Linux host');
  await ready(page);

  const service = await textOf(task(page, 1).locator('code').first());
  await type(page, 'MARK=before-the-reload; echo "mark is $MARK"');
  await expect(screen(page)).toContainText('mark is before-the-reload');
  await page.reload();
  await expect(screen(page)).toContainText('mark is before-the-reload');
  await type(page, 'echo "still $MARK"');
  await expect(screen(page)).toContainText('still before-the-reload');

  await type(page, `ss -ltnp | grep pid=$(systemctl show -P MainPID ${service}),`);
  await type(page, 'echo not a number > port');
  await checkNow(page);
  await expect(task(page, 1)).toContainText('the number alone is asked for');
  await type(
    page,
    `ss -Hltnp | grep pid=$(systemctl show -P MainPID ${service}), | awk '{print $4}' | sed 's/.*://' > /root/port`,
  );
  await passed(page, 1);
  await prepared(page, 2);

  const unit = (await textOf(task(page, 2).locator('code').first())).replace(/\.service$/, '');
  await type(page, `mkdir /srv/${unit}; systemctl enable --now ${unit}`);
  await passed(page, 2);
  await prepared(page, 3);

  const folder = await textOf(task(page, 3).locator('code').first());
  await type(page, `find ${folder} -size +500k ! -name '*.report' -ls -delete`);
  await passed(page, 3);

  await page.getByRole('button', { name: 'Finish the lab' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText(/30\s*(\/|of)\s*30/).first()).toBeVisible();

  const tab = page.waitForEvent('popup');
  await page
    .getByRole('link', { name: /^Replay the recording of .*, terminal 1/ })
    .first()
    .click();
  const replay = await tab;
  await replay.getByRole('searchbox', { name: 'Search what was printed' }).fill('mark is before-the-reload');
  await replay.getByRole('list', { name: 'Found' }).getByRole('button').first().click();
  await expect(replay.locator('.ap-term-text')).toContainText('mark is before-the-reload');
  await replay.close();

  await page.goto(`${underTest().info.url}/results`);
  await expect(page.getByRole('row', { name: /First steps on a Linux host/ })).toContainText(
    /30\s*(\/|of)\s*30/,
  );
});

test('reset gives a fresh host and keeps what was passed; a rebooted node comes back', async ({ page }) => {
  await signIn(page, await newPersonLink(underTest(), 'Jorn'));
  await startLab(page, 'First steps on a Linux host');
  await ready(page);
  const service = await textOf(task(page, 1).locator('code').first());
  await type(
    page,
    `touch /root/was-here; ss -Hltnp | grep pid=$(systemctl show -P MainPID ${service}), | awk '{print $4}' | sed 's/.*://' > /root/port`,
  );
  await passed(page, 1);
  await prepared(page, 2);

  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset' }).click();
  await expect(screen(page)).toHaveCount(0);
  await promptOf(page);
  await ready(page);
  await type(page, 'ls /root/was-here');
  await expect(screen(page)).toContainText('No such file');
  await expect(task(page, 1)).toContainText('Passed. Task 1');

  await type(page, 'reboot');
  await type(page, 'uptime -s && echo back-again');
  await expect(async () => {
    await type(page, 'echo back-$((40+2))');
    await expect(screen(page)).toContainText('back-42', { timeout: 5_000 });
  }).toPass({ timeout: 120_000 });
});
