import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { downloadTable } from '../support/csv.ts';
import { answer, ask, takeAndLook } from '../support/helping.ts';
import { checkInVain, handIn, readAndStart, writeAndFinish } from '../support/learning.ts';
import { type OwnPlatform, startOwnPlatform } from '../support/own-platform.ts';
import { arrive, goTo, rowOf } from '../support/pages.ts';
import { addPerson, assignPath, inviteLearner, makeTeam } from '../support/people-pages.ts';
import { commentOnLine, mark, openWaiting } from '../support/reviewing.ts';
import { teach, watch } from '../support/teaching.ts';
import { openTeam, readinessOf, shownCells } from '../support/team-page.ts';
import { letMinutesPass } from '../support/time.ts';
import { passed, task, type } from '../support/workspace.ts';

/** A path of a text, a lab with written work, and the lab to be taught. */
const content = fileURLToPath(new URL('../content', import.meta.url));
const [path, text, lab] = ['Before the night shift', 'How a night goes', 'Down since the reboot'] as const;
const team = 'Night shift';
const [mara, mo, ben, ida] = ['Mara Vogel', 'Mo Haddad', 'Ben Okoro', 'Ida Berg'] as const;
const [cause, prevention] = ['Cause, with evidence', 'What keeps it from coming back'] as const;

let platform: OwnPlatform;
test.beforeAll(async () => {
  platform = await startOwnPlatform('story', { SPRINGBOARD_LABS: content });
});
test.afterAll(async () => {
  await platform?.stop();
});

test('the whole story: invited, at work, stuck and helped, reviewed, taught, ready, exported', async ({
  browser,
}) => {
  const { manager, mentor } = await test.step('an operator makes a team with a manager and a mentor', () =>
    seniors(browser));

  const [Ben, Ida] =
    await test.step('the manager invites two people, and puts their team on a path', async () => {
      const links = [await inviteLearner(manager, ben), await inviteLearner(manager, ida)] as const;
      await assignPath(manager, team);
      for (const name of [ben, ida])
        await expect(rowOf(manager, 'People on paths', name)).toContainText('0 / 3');
      const pages = [await arrive(browser, links[0]), await arrive(browser, links[1])] as const;
      for (const page of pages) await expect(page.getByRole('heading', { name: path })).toBeVisible();
      return pages;
    });

  await test.step('nobody is ready yet', async () => {
    for (const name of [ben, ida]) {
      const row = await readinessOf(manager, name);
      await expect(row).toContainText('0 of 2');
      await expect(row).toContainText(`Lab “${lab}” with 80 %`);
    }
  });

  const service = await test.step('both work: Ben does it right, Ida does one half', async () => {
    const [bens, idas] = await Promise.all([readAndStart(Ben, text, lab), readAndStart(Ida, text, lab)]);
    await type(Ben, `systemctl enable --now ${bens}`);
    await passed(Ben, 1);
    await writeAndFinish(Ben, 'It was not enabled. Somebody has to look after that.');
    await type(Ida, `systemctl start ${idas}`);
    const runs = task(Ida, 1).getByRole('listitem').filter({ hasText: 'It runs' });
    await expect(runs).toContainText('Passed');
    return idas;
  });

  await test.step('Ida gets stuck, and the manager sees it', async () => {
    await task(Ida, 1).getByRole('button', { name: 'Show hint 1 of 1' }).click();
    await task(Ida, 1).getByRole('button', { name: 'Show it' }).click();
    await expect(task(Ida, 1)).toContainText('enabled is about the next boot');
    for (const times of [1, 2]) await checkInVain(Ida, times);
    await openTeam(manager, 'Stuck now');
    await expect(manager.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
    await letMinutesPass(platform.e2e, Ida.url().split('/').at(-1) ?? '', 25);
    await checkInVain(Ida, 3);
    await openTeam(manager, 'Labs');
    await expect(manager.getByRole('link', { name: `${ida}, ${lab}: stuck` })).toBeVisible();
    await openTeam(manager, 'Stuck now');
    const row = rowOf(manager, 'Who is stuck', ida);
    await expect(row).toContainText('Bring it up, for good');
    await expect(row).toContainText(/every hint is open, and it failed \d+ times since/);
    await row.getByRole('link').click();
    await expect(manager.getByText('You can read it; only they can work in it.')).toBeVisible();
    await manager.goBack();
  });

  await test.step('Ida asks, the mentor looks with her consent and answers, and she goes on', async () => {
    await ask(Ida, 'It runs. What more does it want?');
    await takeAndLook(mentor, { name: ida, page: Ida }, `systemctl start ${service}`);
    await answer(mentor, ida, 'What would the **next boot** start?');
    const answered = Ida.getByRole('region', { name: 'Question to a mentor' });
    await expect(answered).toContainText('What would the next boot start?');
    await type(Ida, `systemctl enable ${service}`);
    await passed(Ida, 1);
    await openTeam(manager, 'Stuck now');
    await expect(manager.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
    await writeAndFinish(Ida, '`systemctl is-enabled` said *disabled*. All hosts are looked over on Monday.');
  });

  await test.step('Ben’s note goes two rounds with the mentor', async () => {
    await openWaiting(mentor, ben);
    await commentOnLine(mentor, 1, 'How do you know?');
    await mark(mentor, { [cause]: 'Half', [prevention]: 'None' }, 'Who does what, and when?');
    await mentor.getByRole('button', { name: 'Ask for another version' }).click();
    await expect(mentor.getByText('Its writer was asked for another version.')).toBeVisible();

    await Ben.getByRole('link', { name: /^Notices, \d+ unread/ }).click();
    await Ben.getByRole('link', { name: `${mo} asks for another version of “Tell the team”` }).click();
    await expect(Ben.getByRole('article', { name: `Comment by ${mo} on line 1` })).toBeVisible();
    await handIn(Ben, '`systemctl is-enabled` said *disabled*. We should all be more careful.');
    await expect(rowOf(Ben, 'How the score came about', 'Tell the team')).toContainText('in review');

    await openWaiting(mentor, ben);
    await mark(mentor, { [cause]: 'Full', [prevention]: 'Half' });
    await mentor.getByRole('button', { name: 'Give 7.5 points' }).click();
    await expect(mentor.getByText('This is reviewed; its points count.')).toBeVisible();
  });

  await test.step('Ida’s goes one, with the manager', async () => {
    await openWaiting(manager, ida);
    await mark(manager, { [cause]: 'Full', [prevention]: 'Full' });
    await manager.getByRole('button', { name: 'Give 10 points' }).click();
    await expect(manager.getByText('This is reviewed; its points count.')).toBeVisible();
  });

  await test.step('Ben teaches the lab; Ida watches it, and finds it helpful', async () => {
    const chapters = [
      { title: 'Both at once', text: 'Why starting it alone is not enough.', printed: null },
      { title: 'What it prints', text: 'The next boot follows this link.', printed: 'Created symlink' },
    ] as const;
    await goTo(Ben, 'My path');
    await Ben.getByRole('link', { name: /^Teach it/ }).click();
    await teach(Ben, 'Twice as up', chapters);
    await goTo(Ida, 'Labs');
    await Ida.getByRole('link', { name: lab }).first().click();
    await watch(Ida, 'Twice as up', chapters[1]);
    await goTo(manager, 'Paths');
    await expect(rowOf(manager, 'People on paths', ben)).toContainText('3 / 3');
    await expect(rowOf(manager, 'People on paths', ida)).toContainText('2 / 3');
  });

  await test.step('the manager sees readiness change, and signs Ben off', async () => {
    await expect(await readinessOf(manager, ida)).toContainText('1 of 2');
    const row = await readinessOf(manager, ben);
    await expect(row).toContainText('1 of 2');
    await row.getByRole('link').click();
    await manager.getByRole('button', { name: /^Sign off: writes down what happened/ }).click();
    const form = manager.getByRole('dialog');
    await form.getByLabel('What it stands on').fill('The note on the night of the reboot.');
    await form.getByRole('button', { name: 'Sign off' }).click();
    await expect(form).toBeHidden();
    await expect(await readinessOf(manager, ben)).toContainText('Ready until');
    await expect(await readinessOf(manager, ida)).toContainText('1 of 2');
    await goTo(Ben, 'My path');
    await expect(Ben.getByRole('link', { name: 'Certificate' })).toBeVisible();
  });

  await test.step('the manager’s export has the numbers of the pages', () => exportsWhatIsShown(manager));
});

/** The operator of the demo team adds two people with roles, and names them in a new team; both come by their links. */
async function seniors(browser: Browser): Promise<{ manager: Page; mentor: Page }> {
  const operator = await arrive(browser, platform.e2e.info.links.operator ?? '');
  const toManager = await addPerson(operator, mara, 'manager');
  const toMentor = await addPerson(operator, mo, 'mentor');
  await makeTeam(operator, { name: team, manager: mara, mentor: mo });
  return { manager: await arrive(browser, toManager), mentor: await arrive(browser, toMentor) };
}

/** Each number of the CSV is the one in the team's map, and the scores are those in the pages of the attempts. */
async function exportsWhatIsShown(page: Page): Promise<void> {
  await openTeam(page, 'Labs');
  const lines = await downloadTable(page, page.getByRole('link', { name: 'Export the whole map as CSV' }));
  expect(lines.map(({ person, status, score }) => [person, status, score])).toEqual([
    [ben, 'done', '17.5'],
    [ida, 'done', '19'],
  ]);
  const cells = lines.map(({ person, title, late, attempt, ...numbers }) => {
    const { score, maxScore, minutes, attempts } = Object.fromEntries(
      ['score', 'maxScore', 'minutes', 'attempts'].map((name) => [name, Number(numbers[name])]),
    ) as Record<'score' | 'maxScore' | 'minutes' | 'attempts', number>;
    const percent = String(Math.round((100 * score) / maxScore));
    const time = minutes === 0 ? '' : `0:${String(minutes).padStart(2, '0')}`;
    const figures = [percent, time];
    return {
      person,
      title,
      words: 'passed',
      late: late === 'yes',
      score,
      maxScore,
      minutes,
      attempts,
      attempt,
      figures,
    };
  });
  expect(await shownCells(page)).toEqual(cells);
  for (const { attempt, score, maxScore } of cells) {
    await page.goto(`${platform.e2e.info.url}/attempts/${attempt}`);
    await expect(rowOf(page, 'How the score came about', 'Score')).toContainText(`${score} / ${maxScore}`);
  }
}
