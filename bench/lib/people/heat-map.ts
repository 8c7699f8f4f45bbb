import { type Browser, chromium } from '@playwright/test';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import type { Row } from '../measure.ts';
import type { Things } from './things.ts';

/** A page that takes so long is broken, in milliseconds. */
const patienceMs = 60_000;

/**
 * From the navigation of a browser that has never been there until every cell of the team's map is in the document and two frames have been drawn
 * with them: the second frame begins after the first one's are on the screen. Rows far out of sight are in the document, and drawn when they come
 * near.
 */
export async function measureHeatMap(
  manager: ApiClient,
  { team }: Things,
  cells: number,
  rounds: number,
): Promise<Row> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const samplesMs: number[] = [];
    for (let round = 0; round < rounds; round++)
      samplesMs.push(await openCold(browser, manager, team, cells));
    return { what: `heat map of ${cells} cells, drawn in Chromium from nothing`, samplesMs };
  } finally {
    await browser.close();
  }
}

async function openCold(browser: Browser, manager: ApiClient, team: string, cells: number): Promise<number> {
  // A context of its own has nothing in its cache.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = '', value = ''] = manager.cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: manager.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelectorAll('[role="grid"] tbody td > *').length < wanted) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('map-drawn')));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
  }, cells);
  await page.goto(`${manager.url}/team?team=${team}`, { waitUntil: 'commit' });
  const drawn = await page.waitForFunction(() => performance.getEntriesByName('map-drawn')[0]?.startTime);
  const ms = await drawn.jsonValue();
  await context.close();
  if (ms === undefined) throw new Error('the map was not drawn');
  return ms;
}
