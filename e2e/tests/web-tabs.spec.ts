import { expect, test } from '@playwright/test';
import { AttemptView } from '@springboard/contracts/attempts.ts';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import { giveWebUi } from '../support/web-uis.ts';
import { ready, screen, signIn, startLab, type } from '../support/workspace.ts';

const title = 'Site of mine';

test('a page of a node opens in a tab, and cannot reach the platform', async ({ page, context }) => {
  const { info } = underTest();
  await signIn(page, await newPersonLink(underTest(), 'Wilma'));
  await startLab(page, 'First steps on a Linux host');
  await ready(page);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const read = async () =>
    AttemptView.parse(await (await page.request.get(`${info.url}/api/attempts/${id}`)).json());
  const environmentId = (await read()).environment?.id ?? '';
  await giveWebUi(underTest(), environmentId, {
    name: 'pages',
    title,
    node: 'host1',
    port: 8000,
    credentials: { user: 'admin', password: 'let-me-in' },
  });
  await page.reload();

  await page.getByRole('tab', { name: title }).click();
  const frame = page.frameLocator(`iframe[title="${title}"]`);
  await expect(frame.getByRole('heading', { name: `${title} does not answer` })).toBeVisible();
  await page.getByRole('tab', { name: 'host1', exact: true }).click();
  await type(page, 'mkdir -p /srv/www; echo "<h1>Served by $HOSTNAME</h1>" > /srv/www/index.html');
  await type(page, 'systemd-run --quiet python3 -m http.server 8000 -d /srv/www; echo is-$((40+2))-up');
  await expect(screen(page)).toContainText('is-42-up');
  await page.getByRole('tab', { name: title }).click();
  // By itself: a page that does not answer is tried again and again.
  await expect(frame.getByRole('heading', { name: 'Served by host1' })).toBeVisible();
  await page.reload();
  await expect(frame.getByRole('heading', { name: 'Served by host1' })).toBeVisible();

  const lab = page.frames().find((one) => one.url().includes('.labs.localhost:'));
  if (!lab) throw new Error('the page is in no frame of its own host');
  expect(new URL(lab.url()).hostname).toBe(`pages-${environmentId.slice(0, 8)}.labs.localhost`);

  const asked = page.waitForRequest((one) => one.url() === `${info.url}/api/me` && one.frame() === lab);
  const answers = await lab.evaluate(async (url) => {
    const outcome = (sent: Promise<unknown>) =>
      sent.then(
        () => 'answered',
        () => 'refused',
      );
    return [
      await outcome(fetch(`${url}/api/me`, { credentials: 'include' })),
      await outcome(fetch(`${url}/api/me`, { credentials: 'include', headers: { 'x-other': '1' } })),
    ];
  }, info.url);
  expect(answers).toEqual(['refused', 'refused']);
  expect(await (await asked).allHeaders()).not.toHaveProperty('cookie');

  // A write needs no answer to do harm; this one has nobody's cookie, and comes from another site.
  await lab.evaluate(
    (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
    `${info.url}/api/attempts/${id}/finish`,
  );
  expect((await read()).state).toBe('active');

  const planted = ['springboard.session_token', '__Host-springboard-tab', 'planted'].flatMap((name) =>
    ['', '; Domain=labs.localhost', '; Domain=localhost'].map(
      (domain) => `${name}=evil${domain}; Path=/; SameSite=None; Secure`,
    ),
  );
  await lab.evaluate((lines) => {
    for (const line of lines) {
      // biome-ignore lint/suspicious/noDocumentCookie: what an attacker does
      document.cookie = line;
    }
  }, planted);
  const evil = (cookies: { value: string }[]) => cookies.filter(({ value }) => value === 'evil');
  expect(evil(await context.cookies(info.url))).toEqual([]);
  await expect(
    lab.evaluate(() => {
      if (window.top) window.top.location.href = 'http://evil.example/';
    }),
  ).rejects.toThrow(/SecurityError|permission/i);
  await page.reload();
  await expect(frame.getByRole('heading', { name: 'Served by host1' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(id));

  const own = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open in a window of its own' }).click();
  const opened = await own;
  await expect(opened.getByRole('heading', { name: 'Served by host1' })).toBeVisible();
  expect(await opened.evaluate(() => window.opener === null)).toBe(true);
  await page.getByRole('banner').getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click();
  await expect.poll(async () => (await read()).state).toBe('finished');
  await opened.reload();
  await expect(opened.getByRole('heading', { name: 'This attempt is over' })).toBeVisible();
});
