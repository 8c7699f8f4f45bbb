import { expect, type Page, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import { screen, signIn, startLab, type } from '../support/workspace.ts';

const lab = 'First steps on a Linux host';

/** A person in a browser of their own. */
async function inBrowser(page: Page, name: string, role: 'learner' | 'mentor'): Promise<void> {
  await signIn(page, await newPersonLink(underTest(), name, [role]));
}

test('a mentor follows a learner’s terminal, takes over, and each side ends it', async ({ browser }) => {
  const options = { viewport: { width: 1280, height: 800 } };
  const [learner, mentor] = [await browser.newPage(options), await browser.newPage(options)];
  await inBrowser(learner, 'Lena Learner', 'learner');
  await startLab(learner, lab);
  await type(learner, 'echo before-the-$((1+1))nd');
  await expect(screen(learner)).toContainText('before-the-2nd');

  await test.step('nothing is shown before the learner has agreed', async () => {
    await inBrowser(mentor, 'Maria Mentor', 'mentor');
    await mentor.goto(learner.url());
    await mentor.getByRole('button', { name: 'Ask to follow their terminals' }).click();
    await expect(mentor.getByText('Waiting for the learner’s answer')).toBeVisible();
    await expect(mentor.locator('.terminal')).toHaveCount(0);
    const question = learner.getByRole('region', { name: 'Maria Mentor wants to follow your terminals' });
    await expect(question).toContainText('They cannot type.');
    // The focus stays in the shell: keys do not answer the question.
    await learner.keyboard.type('\n');
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'This time' }).click();
  });

  await test.step('the mentor sees the screen as it is, and types nothing', async () => {
    await expect(screen(mentor)).toContainText('before-the-2nd', { timeout: 30_000 });
    await expect(learner.getByText('Maria Mentor is watching your terminals.')).toBeVisible();
    await type(mentor, 'echo of-the-$((1+1))nd-person');
    await type(learner, 'echo by-the-learner-$((2+2))');
    await expect(screen(mentor)).toContainText('by-the-learner-4');
    await expect(screen(learner)).not.toContainText('of-the-2nd-person');
  });

  await test.step('both pages come back to it after a reload', async () => {
    await Promise.all([learner.reload(), mentor.reload()]);
    await expect(screen(mentor)).toContainText('by-the-learner-4', { timeout: 30_000 });
    await expect(learner.getByText('Maria Mentor is watching your terminals.')).toBeVisible();
  });

  await test.step('after a second consent the mentor types, and the learner’s keys are held off', async () => {
    await mentor.getByRole('button', { name: 'Ask to type' }).click();
    await learner.getByRole('button', { name: 'Let them type' }).click();
    await expect(mentor.getByText('You type.')).toBeVisible();
    await type(learner, 'echo held-$((3+3))-off');
    await type(mentor, 'echo shown-by-$((4+4))');
    await expect(screen(learner)).toContainText('shown-by-8');
    await expect(screen(learner)).not.toContainText('held-6-off');
  });

  await test.step('one key gives the keyboard back, and one click ends it all', async () => {
    await learner.locator('.xterm:visible').click();
    await learner.keyboard.press('Escape');
    await expect(mentor.getByText('You are watching.')).toBeVisible();
    await type(learner, 'echo mine-again-$((5+5))');
    await expect(screen(mentor)).toContainText('mine-again-10');
    await learner.getByRole('button', { name: 'Stop being followed by Maria Mentor' }).click();
    await expect(mentor.getByText('It was ended.')).toBeVisible();
    await expect(mentor.locator('.terminal')).toHaveCount(0);
  });
});
