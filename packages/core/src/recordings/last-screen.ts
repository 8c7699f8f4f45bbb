import type { HelpScreen, NoScreen } from '@springboard/contracts/help-queue.ts';
import { lastLines } from '@springboard/terminal/node/cast-reader.ts';
import type { Context } from '../context.ts';
import { recordedLast } from './recordings.ts';

/** Somebody else's eye takes in no more of a screen, in lines and in characters of each. */
const most = { lines: 40, characters: 400 };

export type LastScreen =
  | { readonly screen: HelpScreen; readonly noScreen: null }
  | { readonly screen: null; readonly noScreen: NoScreen };

/**
 * The last lines of the screen of an attempt that was printed on last, from its recording: what recordings do not hold is not in them either.
 * That it cannot be had is an answer, not an error.
 */
export async function lastScreen(
  ctx: Pick<Context, 'recordings' | 'log'>,
  of: { readonly attemptId: string; readonly environmentId: string | null; readonly at: Date },
): Promise<LastScreen> {
  const { attemptId, environmentId, at } = of;
  if (environmentId === null) return without('no-environment');
  const file = await recordedLast(ctx, { attemptId, environmentId, at });
  if (!file) return without('no-terminal');
  try {
    const lines = await lastLines(file.path, most.lines);
    if (lines.length === 0) return without('no-terminal');
    const { node, number, endedAt } = file;
    const shown = lines.map((line) => line.replaceAll('\0', '').slice(0, most.characters).toWellFormed());
    return { screen: { node, number, at: endedAt.toISOString(), lines: shown }, noScreen: null };
  } catch (error) {
    ctx.log.warn({ err: error, attemptId }, 'The last screen of an attempt could not be read.');
    return without('unreadable');
  }
}

const without = (noScreen: NoScreen): LastScreen => ({ screen: null, noScreen });
