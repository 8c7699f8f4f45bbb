import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

/** Downloads a table by its link, and answers its lines by the names in its head. */
export async function downloadTable(page: Page, link: Locator): Promise<Record<string, string>[]> {
  const begun = page.waitForEvent('download');
  await link.click();
  return tableOf(await readFile(await (await begun).path(), 'utf8'));
}

/** What the specs export holds neither commas nor quotes, so that no cell is quoted; throws where one is. */
function tableOf(csv: string): Record<string, string>[] {
  if (csv.includes('"')) throw new Error('a cell of the table is quoted, which is not read here');
  const [names = [], ...lines] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
}
