import { expect, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import { signIn } from '../support/workspace.ts';

test('a link signs one person in, once, and leaves no token in the address bar', async ({
  page,
  browser,
}) => {
  const link = await newPersonLink(underTest(), 'Noor');
  await signIn(page, link);
  expect(page.url()).not.toContain('#');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Labs', exact: true })).toBeVisible();

  const second = await (await browser.newContext()).newPage();
  await second.goto(link);
  await expect(second.getByText(/used|expired|no longer/i).first()).toBeVisible();
  await second.goto(`${underTest().info.url}/labs`);
  await expect(second).toHaveURL(/sign-in/);
});

test('each role of the demo team finds the pages it may see', async ({ browser }) => {
  const { info } = underTest();
  for (const [role, link] of Object.entries(info.links)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, link);
    const people = page.getByRole('link', { name: 'People' });
    if (role === 'manager' || role === 'operator') await expect(people).toBeVisible();
    else await expect(people).toHaveCount(0);
    await context.close();
  }
});
