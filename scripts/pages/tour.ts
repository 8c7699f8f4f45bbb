import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { listRecordingFiles } from '@springboard/core/recordings/files.ts';
import { attempt, environmentOfAttempt } from '@springboard/db/schema/attempts.ts';
import { eq } from 'drizzle-orm';
import { showInTerminals } from './fake-shell.ts';
import { attempts, type Place, personOf, places, type Who } from './places.ts';
import { settle } from './settle.ts';
import { shellText } from './shell-text.ts';
import { now, type Stage } from './stage.ts';
import { enter } from './states.ts';

/** What is done at each place. */
export type Visit = (page: Page, place: Place) => Promise<void>;

/** Opens every place, one after the other, as whom it belongs to. A place that cannot be opened is told, and the others are opened all the same. */
export async function tour(
  stage: Stage,
  visit: Visit,
  { only, tell }: { readonly only: readonly string[]; readonly tell: (line: string) => void },
): Promise<number> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars'],
  });
  const contexts = new Map<Who, BrowserContext>();
  let failed = 0;
  try {
    for (const place of places) {
      const name = `${place.who}/${place.name}`;
      if (only.length > 0 && !only.some((part) => name.includes(part))) continue;
      const context = contexts.get(place.who) ?? (await contextFor(browser, stage, place.who));
      contexts.set(place.who, context);
      try {
        await visitPlace(context, stage, place, visit);
      } catch (error) {
        failed += 1;
        tell(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
  } finally {
    await browser.close();
  }
  return failed;
}

async function contextFor(browser: Browser, stage: Stage, who: Who): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  if (who !== 'nobody') await stage.signIn(personOf[who], context);
  return context;
}

async function visitPlace(context: BrowserContext, stage: Stage, place: Place, visit: Visit): Promise<void> {
  const page = await context.newPage();
  const leave = await enter(place.state, { db: stage.db, page, attemptId: attempts.underWay, now });
  try {
    await page.clock.setFixedTime(now);
    await showInTerminals(page, shellText(await appOf(stage)));
    await page.goto(stage.url + (await pathOf(stage, place)));
    await page.locator('body :is(h1, main, [role="main"])').first().waitFor();
    if (place.says !== undefined) await page.getByText(place.says).waitFor();
    await settle(page);
    await visit(page, place);
  } finally {
    await page.close();
    await leave();
  }
}

/** The name that the learner's lab has drawn for its app. */
async function appOf({ db }: Stage): Promise<string> {
  const [row] = await db
    .select({ params: attempt.params })
    .from(attempt)
    .where(eq(attempt.id, attempts.underWay));
  return String(row?.params.app);
}

/** Addresses that are only known once there is a history. */
async function pathOf(stage: Stage, { path }: Place): Promise<string> {
  if (path === 'recording') {
    const [file] = await listRecordingFiles(stage.recordings, attempts.finished);
    if (!file) throw new Error('nothing was recorded');
    return `/attempts/${attempts.finished}/recordings/${file.node}-${file.number}-${file.startedAt.getTime()}`;
  }
  if (path !== 'environment') return path;
  const [row] = await stage.db
    .select({ id: environmentOfAttempt.environmentId })
    .from(environmentOfAttempt)
    .where(eq(environmentOfAttempt.attemptId, attempts.stuck));
  return `/system/environments/${row?.id}`;
}
