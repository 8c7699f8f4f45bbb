import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** What people's screens are full of: logs, coloured listings, tables in boxes, other scripts, emoji, a progress bar. */
const kinds: readonly ((n: number) => string)[] = [
  (n) =>
    `2026-11-2${n % 10}T10:${pad(n % 60)}:00.${pad(n % 1000)}+0000 mon.ceph1 (mon.0) ${n} : cluster [INF] pgmap v${n}: 129 pgs: 129 active+clean; 1.2 GiB data`,
  (n) =>
    `drwxr-xr-x 2 root root  4096 Nov 29 10:${pad(n % 60)} \x1b[01;34mdirectory-${n}\x1b[0m  \x1b[01;32mscript-${n}.sh\x1b[0m  \x1b[38;5;208mdata-${n}.tar.gz\x1b[0m`,
  (n) =>
    `│ ${n} │ \x1b[32mHEALTH_OK\x1b[0m │ osd.${n % 12} │ up │ in │ weight 1.0${n % 10} │ ████████░░░░ ${n % 100} % │`,
  (n) => `存储集群状态正常 ${n} 对象存储 кластер работает ${n} ναι, όλα καλά`,
  (n) => `✅ ${n} deployed 🚀 to 👩‍💻's node, naïve café, e\u0301 ${n}`,
  (n) => `\r\x1b[2K\x1b[1mcopying\x1b[0m ${'#'.repeat(n % 40)} ${n % 100}%\r\x1b[2K\x1b[7mdone ${n}\x1b[27m`,
  (n) => `    def step_${n}(self, value):  \x1b[38;2;120;${n % 256};90m# truecolor comment ${n}\x1b[0m`,
  (n) => `${n}`,
];

const pad = (n: number) => `${n}`.padStart(2, '0');

/** One piece of about 128 KiB, whole lines, the same each time. Asks the terminal nothing, so it answers nothing into the shell. */
export function mixedPiece(): string {
  let text = '';
  for (let n = 1; text.length < 120_000; n += 1) text += `${kinds[n % kinds.length]?.(n)}\n`;
  return text;
}

/** What a file of mixed output holds, and what a terminal sends of it: each line's end gets a carriage return. */
export interface Mixed {
  readonly path: string;
  readonly bytesSent: number;
  /** Its last line, found nowhere else. */
  readonly lastLine: string;
}

/** Writes a file of at least so many bytes. */
export async function writeMixed(path: string, bytes: number): Promise<Mixed> {
  const piece = Buffer.from(mixedPiece());
  const lines = piece.toString().split('\n').length - 1;
  const lastLine = `the last line of ${bytes} bytes`;
  const file = createWriteStream(path);
  const times = Math.ceil(bytes / piece.length);
  for (let n = 0; n < times; n += 1) if (!file.write(piece)) await once(file, 'drain');
  file.end(`${lastLine}\n`);
  await once(file, 'finish');
  return { path, lastLine, bytesSent: times * (piece.length + lines) + lastLine.length + 2 };
}
