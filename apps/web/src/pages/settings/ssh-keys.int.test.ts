import type { Page } from '@playwright/test';
import type { SshAddressView, SshKeyView } from '@springboard/contracts/ssh.ts';
import { beforeEach, expect, it } from 'vitest';
import { anAttempt } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let keys: SshKeyView[];

const attempt = anAttempt();
const fingerprint = `SHA256:${'a'.repeat(43)}`;
const address: SshAddressView = {
  host: 'labs.example.org',
  port: 2222,
  hostKey: { type: 'ssh-ed25519', fingerprint, line: 'ssh-ed25519 AAAA' },
};
const aKey = (name: string): SshKeyView => ({
  id: crypto.randomUUID(),
  name,
  type: 'ssh-ed25519',
  fingerprint: `SHA256:${'b'.repeat(43)}`,
  createdAt: new Date().toISOString(),
  lastUsedAt: null,
});

beforeEach(async () => {
  keys = [];
  ({ api, page } = await openPage(attempt));
  api.answers.set('GET /api/ssh', () => address);
  api.answers.set('GET /api/ssh-keys', () => keys);
  api.answers.set('GET /api/tokens', () => []);
  api.answers.set('POST /api/ssh-keys', (sent) => {
    const added = aKey((sent as { name: string }).name);
    keys.push(added);
    return added;
  });
});

it('a key is added with the name from its comment; a private one is not even sent', async () => {
  await page.goto(`${api.url}/settings`);
  await page.getByRole('button', { name: 'Add a key' }).click();
  const field = page.getByRole('textbox', { name: 'Public key' });
  await field.fill('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA');
  await onPage(page.getByText('It was not sent anywhere')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Add the key' })).toBeDisabled();
  await field.fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0D lena@laptop');
  await onPage(page.getByRole('textbox', { name: 'Name' })).toHaveValue('lena@laptop');
  await page.getByRole('button', { name: 'Add the key' }).click();
  // In the list, once the dialogue with the pasted line has gone.
  await onPage(page.getByRole('listitem').getByText('lena@laptop')).toBeVisible();
  await onPage(page.getByText('never used')).toBeVisible();
  expect(keys).toHaveLength(1);
  const [key] = keys;
  api.answers.set(`DELETE /api/ssh-keys/${key?.id}`, () => {
    keys = [];
    return null;
  });
  await page.getByRole('button', { name: 'Remove lena@laptop' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await onPage(page.getByText('You have no key.')).toBeVisible();
});

it('the workspace has the command for each node, the host key to compare, and says that a key is missing', async () => {
  await page.goto(api.attemptUrl);
  await page.getByRole('button', { name: /Environment:/ }).click();
  await page.getByRole('menuitem', { name: 'Connect with your own SSH client…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own SSH client' });
  await onPage(dialog.getByText(`ssh -p 2222 ${attempt.id}@labs.example.org`)).toBeVisible();
  await onPage(dialog.getByText(fingerprint)).toBeVisible();
  await onPage(dialog.getByText(`User ${attempt.id}.`)).toBeVisible();
  await onPage(dialog.getByText('You have no key registered')).toBeVisible();
  await onPage(dialog.getByRole('link', { name: /Add the public key/ })).toHaveAttribute('href', '/settings');
});

it('where it is turned off the workspace says so', async () => {
  api.answers.set('GET /api/ssh', () => null);
  await page.goto(api.attemptUrl);
  await page.getByRole('button', { name: /Environment:/ }).click();
  await page.getByRole('menuitem', { name: 'Connect with your own SSH client…' }).click();
  await onPage(page.getByRole('dialog').getByText('has turned this off')).toBeVisible();
});
