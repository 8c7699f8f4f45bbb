import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Terminal } from './headless.ts';

const Header = z.object({
  version: z.literal(3),
  term: z.object({ cols: z.number().int(), rows: z.number().int() }),
  timestamp: z.number(),
});
const Event = z.tuple([z.number(), z.string(), z.string()]);

/** The screen of the last commands stands on so much output, in characters. */
const mostOutput = 200_000;
const scrollback = 5_000;
/** The prompt of the nodes' images (`infra/images/base/files/root/.bashrc`): `root@ceph1:~# `. */
const prompt = /^[\w.-]+@[\w.-]+:[^\s#$]*[#$] (\S.*)$/;

/**
 * The last commands that stand at a prompt on the recorded screen at `until`, the latest last: what was printed is played to a terminal, so that a
 * line that was edited is read as it was in the end. A cut last line of a recording that is still being written is left out.
 */
export async function lastCommands(path: string, until: Date, most: number): Promise<string[]> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let at: number | undefined;
  let size = { cols: 80, rows: 24 };
  const played: Played[] = [];
  let length = 0;
  for await (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const parsed = readJson(line);
    if (at === undefined) {
      const header = Header.safeParse(parsed);
      if (!header.success) return [];
      at = header.data.timestamp * 1000;
      size = header.data.term;
      continue;
    }
    const event = Event.safeParse(parsed);
    if (!event.success) break;
    const [seconds, code, data] = event.data;
    at += seconds * 1000;
    if (at > until.getTime()) break;
    if (code === 'r') {
      const [cols = 80, rows = 24] = data.split('x').map(Number);
      played.push({ cols, rows });
      continue;
    }
    if (code !== 'o') continue;
    played.push(data);
    length += data.length;
    while (length > mostOutput && played.length > 1) {
      const first = played.shift();
      // What is left begins at the size that was in force there.
      if (typeof first === 'string') length -= first.length;
      else if (first) size = first;
    }
  }
  lines.close();
  return commandsOn(await screenOf(played, size), most);
}

/** What stands behind a prompt in these lines. */
export function commandsOn(lines: readonly string[], most: number): string[] {
  return lines.flatMap((line) => prompt.exec(line)?.[1]?.trimEnd() ?? []).slice(-most);
}

/** Output, or another size from there on. */
type Played = string | { readonly cols: number; readonly rows: number };

async function screenOf(played: readonly Played[], size: { cols: number; rows: number }): Promise<string[]> {
  const terminal = new Terminal({ ...size, scrollback, allowProposedApi: true });
  for (const one of played) {
    if (typeof one === 'string') await new Promise<void>((resolve) => terminal.write(one, resolve));
    else terminal.resize(one.cols, one.rows);
  }
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

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
