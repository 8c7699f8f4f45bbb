import type { HelpScreen } from '@springboard/contracts/help-queue.ts';

/** What a terminal of an attempt printed. */
export interface Session {
  readonly attemptId: string;
  readonly environmentId: string;
  readonly node: string;
  readonly number: number;
  readonly startedAt: Date;
  /** In their order. */
  readonly prints: readonly { readonly at: Date; readonly text: string }[];
  readonly endedAt: Date;
}

const linesOnScreen = 24;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
const colours = /\u001b\[[0-9;]*m/g;

/** The last lines that a terminal of the attempt showed at a moment; null where it has no terminal. */
export function screenAt(sessions: readonly Session[], attemptId: string, at: Date): HelpScreen | null {
  const session = sessions.find((one) => one.attemptId === attemptId && one.startedAt <= at);
  const prints = session?.prints.filter((print) => print.at <= at) ?? [];
  const last = prints.at(-1);
  if (!session || !last) return null;
  const lines = prints
    .map(({ text }) => text)
    .join('')
    .replaceAll(colours, '')
    .split('\r\n')
    .slice(-linesOnScreen);
  return { node: session.node, number: session.number, at: last.at.toISOString(), lines };
}
