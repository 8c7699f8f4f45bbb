import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, rowOf } from './pages.ts';

/** A view of *Team*, as it is now. */
export async function openTeam(page: Page, view: 'Labs' | 'Stuck now' | 'Readiness'): Promise<void> {
  await goTo(page, 'Team');
  await page.getByRole('tab', { name: view }).click();
}

/** Somebody's row of what they are ready for, loaded anew. */
export async function readinessOf(page: Page, name: string): Promise<Locator> {
  await openTeam(page, 'Readiness');
  return rowOf(page, 'Readiness', name);
}

/** One cell of the map: what its sentence says, and what stands in it. */
export interface ShownCell {
  readonly person: string;
  readonly title: string;
  readonly words: string;
  readonly late: boolean;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly minutes: number;
  readonly attempts: number;
  readonly attempt: string | null;
  /** What stands in the cell: percent of the points, or hours and minutes. */
  readonly percent: string;
  readonly time: string;
}

/** All cells of the map that have an attempt, row by row. The page has to show *Labs*. */
export async function shownCells(page: Page): Promise<ShownCell[]> {
  const cells = page.getByRole('grid').locator('[data-attempt]');
  await expect(cells.first()).toBeVisible();
  const read = () =>
    cells.evaluateAll((all) =>
      all.map((cell) => ({
        sentence: cell.getAttribute('title') ?? '',
        attempt: cell.getAttribute('href')?.split('/')[2] ?? null,
        // Before it stands the sign of the status.
        figure: cell.textContent.replace(/^\D*/, ''),
      })),
    );
  const scores = await read();
  const choice = page.getByLabel('In the cells');
  await choice.selectOption('Time spent, in hours');
  // Drawn together with the cells.
  await expect(choice).toHaveValue('time');
  const times = await read();
  return scores.map(({ sentence, attempt, figure }, index) => ({
    ...said(sentence),
    attempt,
    percent: figure,
    time: times[index]?.figure ?? '',
  }));
}

/** "Ada, A lab: passed, best 17.5 of 20 points, 1 h 5 min spent, 2 attempts." */
function said(sentence: string): Omit<ShownCell, 'attempt' | 'percent' | 'time'> {
  const [, person = '', title = '', words = ''] = /^(.*?), (.*?): ([^,.]*)/.exec(sentence) ?? [];
  const number = (pattern: RegExp) => {
    const found = pattern.exec(sentence)?.[1];
    return found === undefined ? null : Number(found);
  };
  return {
    person,
    title,
    words,
    late: /, late, /.test(sentence),
    score: number(/best ([\d.]+) of/),
    maxScore: number(/best [\d.]+ of ([\d.]+) points/),
    minutes: 60 * (number(/(\d+) h (\d+ min )?spent/) ?? 0) + (number(/(\d+) min spent/) ?? 0),
    attempts: number(/(\d+) attempts/) ?? 1,
  };
}
