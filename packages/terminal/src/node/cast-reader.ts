import { makeUnbreakable } from '../common/unbreakable.ts';
import { readCast } from './cast-file.ts';
import { CastTail, castSize } from './cast-tail.ts';
import { Terminal } from './headless.ts';

const scrollback = 5_000;
/** The prompt of the nodes' images (`infra/images/base/files/root/.bashrc`): `root@ceph1:~# `. */
const prompt = /^[\w.-]+@[\w.-]+:[^\s#$]*[#$] (\S.*)$/;

/**
 * The last commands that stand at a prompt on the recorded screen at `until`, the latest last: what was printed is played to a terminal, so that a
 * line that was edited is read as it was in the end. A cut last line of a recording that is still being written is left out.
 */
export async function lastCommands(path: string, until: Date, most: number): Promise<string[]> {
  const tail = await tailUntil(path, until);
  return tail ? commandsOn(await linesOf(tail, 'shell'), most) : [];
}

/** The last lines of the recorded screen as somebody at the terminal sees it, a full-screen program's if one is open; blank ones at its end left out. */
export async function lastLines(path: string, most: number): Promise<string[]> {
  const tail = await tailUntil(path);
  const lines = tail ? await linesOf(tail, 'seen') : [];
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1).slice(-most);
}

async function tailUntil(path: string, until?: Date): Promise<CastTail | undefined> {
  let at = 0;
  let tail: CastTail | undefined;
  await readCast(path, {
    header: ({ term, timestamp }) => {
      at = timestamp * 1000;
      tail = new CastTail({ columns: term.cols, rows: term.rows });
      return true;
    },
    event: ([seconds, code, data]) => {
      at += seconds * 1000;
      if (until && at > until.getTime()) return false;
      if (code === 'o') tail?.output(data);
      if (code === 'r') tail?.resize(castSize(data));
      return true;
    },
  });
  return tail;
}

/** What stands behind a prompt in these lines. */
export function commandsOn(lines: readonly string[], most: number): string[] {
  return lines.flatMap((line) => prompt.exec(line)?.[1]?.trimEnd() ?? []).slice(-most);
}

/** The lines of the shell's screen with what scrolled out of it, or of the screen that is seen. */
async function linesOf(tail: CastTail, screen: 'shell' | 'seen'): Promise<string[]> {
  const { columns, rows } = tail.size;
  const terminal = new Terminal({ cols: columns, rows, scrollback, allowProposedApi: true });
  makeUnbreakable(terminal, () => {});
  tail.play({
    write: (text) => terminal.write(text),
    // At its place among the output, which is parsed later.
    resize: (size) => terminal.write('', () => terminal.resize(size.columns, size.rows)),
  });
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const lines: string[] = [];
  const buffer = screen === 'shell' ? terminal.buffer.normal : terminal.buffer.active;
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row);
    if (!line) continue;
    const text = line.translateToString(!buffer.getLine(row + 1)?.isWrapped);
    if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  terminal.dispose();
  return lines;
}
