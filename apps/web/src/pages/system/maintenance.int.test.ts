import type { Page } from '@playwright/test';
import type { FleetView } from '@springboard/contracts/fleet.ts';
import type { Maintenance } from '@springboard/contracts/maintenance.ts';
import type { SystemView } from '@springboard/contracts/system.ts';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let maintenance: Maintenance | null;
const sent: unknown[] = [];

const operator = aMe('Olga Ivanova', ['operator']);
const fleet: FleetView = {
  measuredAt: new Date().toISOString(),
  capacity: null,
  provisioning: { running: 0, most: 6 },
  pools: [],
  queue: [],
  alarms: [],
};
const system: SystemView = {
  version: '0.1.0',
  installation: '0badcafe',
  startedAt: new Date().toISOString(),
  engine: { available: false, name: 'incus', reason: 'It does not answer.', remedy: 'Look at it.' },
  images: [],
};

beforeEach(async () => {
  sent.length = 0;
  maintenance = null;
  ({ api, page } = await openPage());
  api.answers.set('GET /api/me', () => operator);
  api.answers.set('GET /api/fleet', () => fleet);
  api.answers.set('GET /api/system', () => system);
  api.answers.set('GET /api/environments', () => []);
  api.answers.set('GET /api/maintenance', () => ({ maintenance }));
  api.answers.set('PUT /api/maintenance', (input) => {
    sent.push(input);
    maintenance = { text: 'A new disk is built in. Back at 14:00.', since: new Date().toISOString() };
    return { ended: 2 };
  });
  api.answers.set('DELETE /api/maintenance', () => {
    maintenance = null;
    return null;
  });
});

it('an operator begins maintenance, everybody reads why, and it is ended', async () => {
  await page.goto(`${api.url}/system`);
  await page.getByRole('button', { name: 'Begin maintenance…' }).click();
  await page.getByLabel('What the banner says').fill(' A new disk is built in. Back at 14:00. ');
  await page.getByRole('checkbox', { name: /Take down/ }).check();
  await fitsEverywhere(page, 'maintenance-form');
  await page.getByRole('button', { name: 'Begin maintenance', exact: true }).click();
  await onPage(page.getByText('Maintenance: no lab starts now.')).toBeVisible();
  expect(sent).toEqual([{ text: 'A new disk is built in. Back at 14:00.', endRunning: true }]);
  await fitsEverywhere(page, 'maintenance');
  // Who looks at somebody's attempt, and the learner whose it is.
  for (const me of [operator, aMe('Lena Fischer', ['learner'])]) {
    api.answers.set('GET /api/me', () => me);
    await page.goto(api.attemptUrl);
    await onPage(page.getByText('Maintenance: no lab starts now.')).toBeVisible();
  }
  await fitsEverywhere(page, 'maintenance-workspace');
  api.answers.set('GET /api/me', () => operator);
  await page.goto(`${api.url}/system`);
  await page.getByRole('button', { name: 'End maintenance' }).click();
  await onPage(page.getByText('Maintenance: no lab starts now.')).toBeHidden();
});
