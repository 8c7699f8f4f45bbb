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
      if (at > until.getTime()) return false;
      if (code === 'o') tail?.output(data);
      if (code === 'r') tail?.resize(castSize(data));
      return true;
    },
  });
  return tail ? commandsOn(await screenOf(tail), most) : [];
}

/** What stands behind a prompt in these lines. */
export function commandsOn(lines: readonly string[], most: number): string[] {
  return lines.flatMap((line) => prompt.exec(line)?.[1]?.trimEnd() ?? []).slice(-most);
}

async function screenOf(tail: CastTail): Promise<string[]> {
  const { columns, rows } = tail.size;
  const terminal = new Terminal({ cols: columns, rows, scrollback, allowProposedApi: true });
  tail.play({
    write: (text) => terminal.write(text),
    // At its place among the output, which is parsed later.
    resize: (size) => terminal.write('', () => terminal.resize(size.columns, size.rows)),
  });
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const lines: string[] = [];
  const { buffer } = terminal;
  for (let row = 0; row < buffer.normal.length; row += 1) {
    const line = buffer.normal.getLine(row);
    if (!line) continue;
    const text = line.translateToString(!buffer.normal.getLine(row + 1)?.isWrapped);
    if (line.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
    else lines.push(text);
  }
  terminal.dispose();
  return lines;
}
