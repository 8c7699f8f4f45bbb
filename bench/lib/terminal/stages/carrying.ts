import type { Browser } from '@playwright/test';
import { quantile } from '../../measure.ts';
import type { Contender } from '../contenders/contender.ts';
import { browserGoal } from '../goals.ts';
import { BrowserTerminal, measureXtermAlone, openBrowser } from '../measures/in-browser.ts';
import { measureThroughput } from '../measures/throughput.ts';
import type { Mixed } from '../mixed-output.ts';
import type { Plan } from '../plan.ts';
import { inTurn } from '../rounds.ts';
import { Samples } from '../samples.ts';
import { Typist } from '../typist.ts';
import { type Found, megabytesPerSecond, rounded, say } from './stage.ts';

const alone = 'xterm.js alone';

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
      say(`${one.name} in Chromium`);
      const terminal = await BrowserTerminal.open(browser, one);
      await terminal.resize(size);
      took.add(one.name, await terminal.run(`cat ${mixed.path}`));
      if (!(await terminal.shows(mixed.lastLine))) throw new Error(`${one.name} does not show the last line`);
      renderers.set(one.name, await terminal.renderer());
      await terminal.close();
    });
  } finally {
    await browser.close();
  }
  const rate = (name: string) => megabytesPerSecond(mixed.bytesSent, quantile(took.of(name), 0.5));
  return {
    figures: figuresOf(`${Math.round(mixed.bytesSent / 1e6)} MB to Chromium`, took, mixed),
    goals: [browserGoal(rate('springboard'), rate(alone))],
    notes: [`Drawn in Chromium by: ${[...renderers].map(([name, how]) => `${name} ${how}`).join(', ')}.`],
  };
}

async function sizeOfOurs(browser: Browser, contenders: readonly Contender[]) {
  const ours = contenders.find(({ name }) => name === 'springboard');
  if (!ours) throw new Error('no springboard');
  const terminal = await BrowserTerminal.open(browser, ours);
  const size = await terminal.size();
  await terminal.close();
  return size;
}
