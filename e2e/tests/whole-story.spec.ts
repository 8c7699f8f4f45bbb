import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { z } from 'zod';
import { downloadTable } from '../support/csv.ts';
import { answer, ask, takeAndLook } from '../support/helping.ts';
import { hostRests } from '../support/host-rests.ts';
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
const names = { manager: 'Mara Vogel', mentor: 'Mo Haddad', ben: 'Ben Okoro', ida: 'Ida Berg' } as const;
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

  const [ben, ida] =
    await test.step('the manager invites two people, and puts their team on a path', async () => {
      const links = [
        await inviteLearner(manager, names.ben),
        await inviteLearner(manager, names.ida),
      ] as const;
      await assignPath(manager, team);
      for (const name of [names.ben, names.ida])
        await expect(rowOf(manager, 'People on paths', name)).toContainText('0 / 3');
      const pages = [await arrive(browser, links[0]), await arrive(browser, links[1])] as const;
      for (const page of pages) await expect(page.getByRole('heading', { name: path })).toBeVisible();
      return pages;
    });

  await test.step('nobody is ready yet', async () => {
    for (const name of [names.ben, names.ida]) {
      const row = await readinessOf(manager, name);
      await expect(row).toContainText('0 of 2');
      await expect(row).toContainText(`Lab “${lab}” with 80 %`);
    }
  });

  const service = await test.step('both work: Ben does it right, Ida does one half', async () => {
    const bens = await readAndStart(ben, text, lab);
    const idas = await readAndStart(ida, text, lab);
    await type(ben, `systemctl enable --now ${bens}`);
    await passed(ben, 1);
    await writeAndFinish(ben, 'It was not enabled. Somebody has to look after that.');
    await hostRests(platform.e2e);
    await type(ida, `systemctl start ${idas}`);
    const runs = task(ida, 1).getByRole('listitem').filter({ hasText: 'It runs' });
    await expect(runs).toContainText('Passed');
    return idas;
  });

  await test.step('Ida gets stuck, and the manager sees it', async () => {
    await task(ida, 1).getByRole('button', { name: 'Show hint 1 of 1' }).click();
    await task(ida, 1).getByRole('button', { name: 'Show it' }).click();
    await expect(task(ida, 1)).toContainText('enabled is about the next boot');
    for (let times = 0; times < 2; times++) await checkInVain(ida);
    await openTeam(manager, 'Stuck now');
    await expect(manager.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
    await letMinutesPass(platform.e2e, ida.url().split('/').at(-1) ?? '', 25);
    await checkInVain(ida);
    await openTeam(manager, 'Labs');
    await expect(manager.getByRole('link', { name: `${names.ida}, ${lab}: stuck` })).toBeVisible();
    await openTeam(manager, 'Stuck now');
    const row = rowOf(manager, 'Who is stuck', names.ida);
    await expect(row).toContainText('Bring it up, for good');
    await expect(row).toContainText(/every hint is open, and it failed \d+ times since/);
    await row.getByRole('link').click();
    await expect(manager.getByText('You can read it; only they can work in it.')).toBeVisible();
    await manager.goBack();
  });

  await test.step('Ida asks, the mentor looks with her consent and answers, and she goes on', async () => {
    await ask(ida, 'It runs. What more does it want?');
    await takeAndLook(mentor, { name: names.ida, page: ida }, `systemctl start ${service}`);
    await answer(mentor, names.ida, 'What would the **next boot** start?');
    const answered = ida.getByRole('region', { name: 'Question to a mentor' });
    await expect(answered).toContainText('What would the next boot start?');
    await type(ida, `systemctl enable ${service}`);
    await passed(ida, 1);
    await openTeam(manager, 'Stuck now');
    await expect(manager.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
    await writeAndFinish(ida, '`systemctl is-enabled` said *disabled*. All hosts are looked over on Monday.');
    await hostRests(platform.e2e);
  });

  await test.step('Ben’s note goes two rounds with the mentor', async () => {
    await openWaiting(mentor, names.ben);
    await commentOnLine(mentor, 1, 'How do you know?');
    await mark(mentor, { [cause]: 'Half', [prevention]: 'None' }, 'Who does what, and when?');
    await mentor.getByRole('button', { name: 'Ask for another version' }).click();
    await expect(mentor.getByText('Its writer was asked for another version.')).toBeVisible();

    await ben.getByRole('link', { name: /^Notices, \d+ unread/ }).click();
    await ben
      .getByRole('link', { name: `${names.mentor} asks for another version of “Tell the team”` })
      .click();
    await expect(ben.getByRole('article', { name: `Comment by ${names.mentor} on line 1` })).toBeVisible();
    await handIn(ben, '`systemctl is-enabled` said *disabled*. We should all be more careful.');
    await expect(rowOf(ben, 'How the score came about', 'Tell the team')).toContainText('in review');

    await openWaiting(mentor, names.ben);
    await mark(mentor, { [cause]: 'Full', [prevention]: 'Half' });
    await mentor.getByRole('button', { name: 'Give 7.5 points' }).click();
    await expect(mentor.getByText('This is reviewed; its points count.')).toBeVisible();
  });

  await test.step('Ida’s goes one, with the manager', async () => {
    await openWaiting(manager, names.ida);
    await mark(manager, { [cause]: 'Full', [prevention]: 'Full' });
    await manager.getByRole('button', { name: 'Give 10 points' }).click();
    await expect(manager.getByText('This is reviewed; its points count.')).toBeVisible();
  });

  await test.step('Ben teaches the lab; Ida watches it, and finds it helpful', async () => {
    const chapters = [
      { title: 'Both at once', text: 'Why starting it alone is not enough.', printed: null },
      { title: 'What it prints', text: 'The next boot follows this link.', printed: 'Created symlink' },
    ] as const;
    await goTo(ben, 'My path');
    await ben.getByRole('link', { name: /^Teach it/ }).click();
    await teach(ben, 'Twice as up', chapters);
    await goTo(ida, 'Labs');
    await ida.getByRole('link', { name: lab }).first().click();
    await watch(ida, 'Twice as up', chapters[1]);
    await goTo(manager, 'Paths');
    await expect(rowOf(manager, 'People on paths', names.ben)).toContainText('3 / 3');
    await expect(rowOf(manager, 'People on paths', names.ida)).toContainText('2 / 3');
  });

  await test.step('the manager sees readiness change, and signs Ben off', async () => {
    await expect(await readinessOf(manager, names.ida)).toContainText('1 of 2');
    const row = await readinessOf(manager, names.ben);
    await expect(row).toContainText('1 of 2');
    await row.getByRole('link').click();
    await manager.getByRole('button', { name: /^Sign off: writes down what happened/ }).click();
    const form = manager.getByRole('dialog');
    await form.getByLabel('What it stands on').fill('The note on the night of the reboot.');
    await form.getByRole('button', { name: 'Sign off' }).click();
    await expect(form).toBeHidden();
    await expect(await readinessOf(manager, names.ben)).toContainText('Ready until');
    await expect(await readinessOf(manager, names.ida)).toContainText('1 of 2');
    await goTo(ben, 'My path');
    await expect(ben.getByRole('link', { name: 'Certificate' })).toBeVisible();
  });

  await test.step('the manager’s export has the numbers of the pages', () => exportsWhatIsShown(manager));
});

/** The operator of the demo team adds two people with roles, and names them in a new team; both come by their links. */
async function seniors(browser: Browser): Promise<{ manager: Page; mentor: Page }> {
  const operator = await arrive(browser, platform.e2e.info.links.operator ?? '');
  const toManager = await addPerson(operator, names.manager, 'manager');
  const toMentor = await addPerson(operator, names.mentor, 'mentor');
  await makeTeam(operator, { name: team, manager: names.manager, mentor: names.mentor });
  return { manager: await arrive(browser, toManager), mentor: await arrive(browser, toMentor) };
}

/** A line of the export of somebody who has finished. */
const Line = z.object({
  person: z.string(),
  title: z.string(),
  status: z.string(),
  late: z.enum(['yes', 'no']).transform((late) => late === 'yes'),
  score: z.coerce.number(),
  maxScore: z.coerce.number(),
  minutes: z.coerce.number(),
  attempts: z.coerce.number(),
  attempt: z.uuid(),
});

/** Each number of the CSV is the one in the team's map, and the scores are those in the pages of the attempts. */
async function exportsWhatIsShown(page: Page): Promise<void> {
  await openTeam(page, 'Labs');
  const csv = await downloadTable(page, page.getByRole('link', { name: 'Export the whole map as CSV' }));
  const lines = z.array(Line).parse(csv);
  expect(lines).toMatchObject([
    { person: names.ben, status: 'done', score: 17.5 },
    { person: names.ida, status: 'done', score: 19 },
  ]);
  const shown = lines.map(({ status, ...line }) => ({
    ...line,
    words: 'passed',
    percent: String(Math.round((100 * line.score) / line.maxScore)),
    time: line.minutes === 0 ? '' : `0:${String(line.minutes).padStart(2, '0')}`,
  }));
  expect(await shownCells(page)).toEqual(shown);
  for (const { attempt, score, maxScore } of lines) {
    await page.goto(`${platform.e2e.info.url}/attempts/${attempt}`);
    await expect(rowOf(page, 'How the score came about', 'Score')).toContainText(`${score} / ${maxScore}`);
  }
}
