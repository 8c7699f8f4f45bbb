import { expect, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import {
  checkNow,
  fromTable,
  passed,
  prepared,
  ready,
  screen,
  signIn,
  startLab,
  task,
  textOf,
  type,
} from '../support/workspace.ts';

test('a Ceph cluster of your own, by typing', async ({ page }) => {
  await signIn(page, await newPersonLink(underTest(), 'Kofi'));
  await startLab(page, 'A Ceph cluster of your own');
  await ready(page);

  await type(page, 'ceph -s');
  await expect(screen(page)).toContainText('HEALTH_OK');
  await expect(screen(page)).toContainText('3 osds: 3 up');

  // Doing nothing passes nothing: a check that was asked for says so.
  await checkNow(page);
  await expect(task(page, 1)).toContainText('Nothing is noted yet');

  await type(page, 'clear');
  await type(page, 'ceph config-key set inventory/osds $(ceph osd stat -f json | jq .num_up_osds)');
  await type(page, "ceph config-key set inventory/pgs $(ceph osd dump -f json | jq '[.pools[].pg_num]|add')");
  await type(page, 'ceph config-key set inventory/objects $(rados -p rbd ls | wc -l)');
  await type(
    page,
    "ceph config-key set inventory/nearfull $(ceph osd dump | awk '/^nearfull_ratio/{print $2}')",
  );
  await passed(page, 1);
  await prepared(page, 2);

  const pool = await fromTable(page, 2, /^name/);
  const size = Number(await fromTable(page, 2, /^copies/));
  const pgs = await fromTable(page, 2, /^placement groups/);
  const application = await fromTable(page, 2, /^application/);
  const wrong = size === 3 ? 2 : 3;
  await type(page, `ceph osd pool create ${pool} ${pgs} && ceph osd pool set ${pool} size ${wrong}`);
  await expect(task(page, 2)).toContainText(`has size ${wrong}, this task asks for ${size}`);
  await type(
    page,
    `ceph osd pool set ${pool} size ${size} && ceph osd pool application enable ${pool} ${application}`,
  );
  await passed(page, 2);
  await prepared(page, 3);

  const object = await textOf(task(page, 3).locator('code').nth(1));
  await type(page, `rados -p ${pool} put ${object} /etc/os-release`);
  await type(page, `ceph osd map ${pool} ${object} -f json > /tmp/map`);
  await type(page, 'ceph config-key set object/pg $(jq -r .pgid /tmp/map)');
  await type(page, 'ceph config-key set object/osds $(jq -r \'.acting|join(",")\' /tmp/map)');
  await passed(page, 3);
  await prepared(page, 4);

  await type(page, 'clear; ceph osd tree down');
  await expect(screen(page)).toContainText('down');
  await type(page, 'for i in 0 1 2; do systemctl enable --now ceph-osd@$i; done; ceph osd unset noout');
  await passed(page, 4);
  await prepared(page, 5);

  const quiz = task(page, 5);
  await quiz.getByLabel(/Nothing is copied yet/).check();
  await quiz.getByLabel('noout', { exact: true }).check();
  await quiz.getByRole('textbox').fill('600 ');
  await quiz.getByRole('button', { name: 'Hand in' }).click();
  await expect(quiz).toContainText('3 of 3 right');

  await page.getByRole('button', { name: 'Finish the lab' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText(/100\s*(\/|of)\s*100/).first()).toBeVisible();
});
