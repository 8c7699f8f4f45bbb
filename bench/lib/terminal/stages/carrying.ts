import type { Browser } from '@playwright/test';
import { quantile } from '../../measure.ts';
import type { Contender } from '../contenders/contender.ts';
import { browserGoal } from '../goals.ts';
import { BrowserTerminal, measureXtermAlone, openBrowser, type Size } from '../measures/in-browser.ts';
import { measureThroughput } from '../measures/throughput.ts';
import type { Mixed } from '../mixed-output.ts';
import type { Plan } from '../plan.ts';
import { inTurn } from '../rounds.ts';
import { Samples } from '../samples.ts';
import { Typist } from '../typist.ts';
import { within } from '../within.ts';
import { type Found, megabytesPerSecond, rounded, say } from './stage.ts';

const alone = 'xterm.js alone';
const ours = 'springboard';
/** In milliseconds. */
const closeWithinMs = 30_000;

function figuresOf(what: string, samples: Samples, { bytesSent }: Mixed) {
  return samples.names.map((name) => ({
    what: `${what}: ${name}`,
    value: rounded(megabytesPerSecond(bytesSent, quantile(samples.of(name), 0.5))),
    unit: `MB/s (median of ${samples.of(name).length})`,
  }));
}

/** Mixed output to a client that draws nothing. */
export async function carryToClient(
  contenders: readonly Contender[],
  mixed: Mixed,
  plan: Plan,
): Promise<Found> {
  const took = new Samples('');
  say('throughput to a headless client');
  await inTurn(contenders, plan.carryRounds, async (contender) => {
    const typist = await Typist.open(await contender.address());
    await typist.prompt();
    took.add(contender.name, await measureThroughput(typist, mixed));
    await typist.leave();
  });
  return { figures: figuresOf(`${Math.round(mixed.bytesSent / 1e6)} MB to a headless client`, took, mixed) };
}

/** Mixed output to Chromium until the last line is drawn; all pages at the size of ours. */
export async function carryToBrowser(
  contenders: readonly Contender[],
  mixed: Mixed,
  plan: Plan,
): Promise<Found> {
  const took = new Samples('');
  const renderers = new Map<string, string>();
  const leftOut = new Map<string, string>();
  const browser = await openBrowser();
  try {
    const size = await sizeOfOurs(browser, contenders);
    const all = [...contenders.filter(({ page }) => page), alone] as const;
    say(`throughput to Chromium, ${size.columns} columns and ${size.rows} rows`);
    await inTurn(all, plan.browserRounds, async (one) => {
      if (typeof one === 'string') {
        took.add(one, await measureXtermAlone(browser, mixed, size));
        return;
      }
      if (leftOut.has(one.name)) return;
      say(`${one.name} in Chromium`);
      try {
        const { milliseconds, renderer } = await drawOnce(browser, one, mixed, size);
        took.add(one.name, milliseconds);
        renderers.set(one.name, renderer);
      } catch (error) {
        // A peer that loses output must not take the others' numbers with it.
        if (one.name === ours) throw error;
        leftOut.set(one.name, String(error).split('\n')[0] ?? '');
      }
    });
  } finally {
    await within(closeWithinMs, 'closing Chromium', browser.close());
  }
  const rate = (name: string) => megabytesPerSecond(mixed.bytesSent, quantile(took.of(name), 0.5));
  return {
    figures: figuresOf(`${Math.round(mixed.bytesSent / 1e6)} MB to Chromium`, took, mixed),
    goals: [browserGoal(rate(ours), rate(alone))],
    notes: [
      `Drawn in Chromium by: ${[...renderers].map(([name, how]) => `${name} ${how}`).join(', ')}.`,
      ...[...leftOut].map(([name, why]) => `${name} in Chromium was left out after it failed: ${why}`),
    ],
  };
}

/** Throws when the page does not show the last line in the end. */
async function drawOnce(browser: Browser, contender: Contender, mixed: Mixed, size: Size) {
  const terminal = await BrowserTerminal.open(browser, contender);
  try {
    await terminal.resize(size);
    const milliseconds = await terminal.run(`cat ${mixed.path}`);
    if (!(await terminal.shows(mixed.lastLine))) throw new Error('it does not show the last line');
    return { milliseconds, renderer: await terminal.renderer() };
  } finally {
    await terminal.close();
  }
}

async function sizeOfOurs(browser: Browser, contenders: readonly Contender[]) {
  const own = contenders.find(({ name }) => name === ours);
  if (!own) throw new Error('no springboard');
  const terminal = await BrowserTerminal.open(browser, own);
  const size = await terminal.size();
  await terminal.close();
  return size;
}
