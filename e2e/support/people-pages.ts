import { expect, type Locator, type Page } from '@playwright/test';
import type { Role } from '@springboard/contracts/roles.ts';
import { goTo } from './pages.ts';

/** An operator adds somebody with a role. Answers their sign-in link. */
export async function addPerson(page: Page, name: string, role: Role): Promise<string> {
  await goTo(page, 'People');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('checkbox', { name: /^learner/ }).uncheck();
  await form.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check();
  return linkFor(form, name, 'Add');
}

/** A manager invites a learner to the one team that is theirs. Answers the sign-in link, to be sent to them. */
export async function inviteLearner(page: Page, name: string): Promise<string> {
  await goTo(page, 'People');
  await page.getByRole('button', { name: 'Invite a learner' }).click();
  return linkFor(page.getByRole('dialog'), name, 'Invite');
}

async function linkFor(form: Locator, name: string, submit: string): Promise<string> {
  await form.getByLabel('Name', { exact: true }).fill(name);
  await form.getByLabel('E-mail').fill(`${name.toLowerCase().replace(' ', '.')}@example.org`);
  await form.getByRole('button', { name: submit, exact: true }).click();
  await form.getByRole('button', { name: 'Make a link' }).click();
  const link = (await form.locator('code').textContent()) ?? '';
  await form.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** An operator makes a team and names who manages and who mentors it. */
export async function makeTeam(
  page: Page,
  team: { readonly name: string; readonly manager: string; readonly mentor: string },
): Promise<void> {
  await goTo(page, 'People');
  await page.getByRole('tab', { name: /^Teams/ }).click();
  await page.getByRole('button', { name: 'New team' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name', { exact: true }).fill(team.name);
  await form.getByLabel('Manager', { exact: true }).selectOption(team.manager);
  await form.getByLabel('Mentor', { exact: true }).selectOption(team.mentor);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
}

/** Puts a team on the only path there is, from today on. */
export async function assignPath(page: Page, team: string): Promise<void> {
  await goTo(page, 'Paths');
  await page.getByRole('button', { name: 'Assign a path' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('For', { exact: true }).selectOption({ label: team });
  await form.getByRole('button', { name: 'Assign' }).click();
  await expect(form).toBeHidden();
}
