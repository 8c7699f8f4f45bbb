import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a one-time link and waits for the catalogue. */
export async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Labs', exact: true })).toBeVisible();
}

/** From the catalogue into a running workspace whose terminal takes keystrokes. */
export async function startLab(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page).toHaveURL(/\/attempts\//);
  await promptOf(page);
}

/** Waits until the shell of the visible terminal shows its prompt. */
export async function promptOf(page: Page): Promise<void> {
  await expect(screen(page)).toContainText(/root@\w+:.*#/, { timeout: 90_000 });
}

/** The rows of the visible terminal, as drawn. */
export function screen(page: Page): Locator {
  return page.locator('.xterm-rows:visible');
}

/** Types a line into the visible terminal, key by key, and presses Enter. */
export async function type(page: Page, line: string): Promise<void> {
  await page.locator('.xterm:visible').click();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** The section of a task in the guide. Tasks are counted from 1. */
export function task(page: Page, number: number): Locator {
  return page.locator(`section[id^="task-${number}-"]`);
}

/** Waits for the environment's *ready*: checks count from there. */
export async function ready(page: Page, timeout = 150_000): Promise<void> {
  await expect(page.getByRole('banner')).toContainText('Environment: Ready', { timeout });
}

/** Presses *Check now* for the current task. */
export async function checkNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check now' }).last().click();
}

/** Waits until a task ticks by itself. */
export async function passed(page: Page, number: number): Promise<void> {
  await expect(task(page, number)).toContainText(`Passed. Task ${number}`, { timeout: 60_000 });
}

/** Waits until a task is open for work: what is done to it before its fault is made would be undone. */
export async function prepared(page: Page, number: number): Promise<void> {
  await expect(
    task(page, number).getByRole('button', { name: new RegExp(`^Current task ${number} `) }),
  ).toBeVisible({ timeout: 60_000 });
}

/** A value from a two-column table of the task's text, as a person would read it there. */
export async function fromTable(page: Page, number: number, row: RegExp): Promise<string> {
  const cell = task(page, number).getByRole('row').filter({ hasText: row }).getByRole('cell').last();
  return textOf(cell);
}

/** The element's text without white space around it. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').trim();
}
