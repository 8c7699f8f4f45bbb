import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('loads the widths of characters whatever the pool of buffers holds', () => {
  const headless = fileURLToPath(new URL('./headless.ts', import.meta.url));
  // A process of its own, since the tables are unpacked once per process.
  const program = `
    const { from } = Buffer;
    Buffer.from = (...given) => {
      const first = Buffer.allocUnsafe(16);
      const buffer = from(...given);
      // What used the pool first left this at its beginning.
      if (buffer.buffer === first.buffer) new Uint8Array(buffer.buffer).fill(Number(process.argv[1]), 0, 16);
      return buffer;
    };
    const { Terminal, UnicodeGraphemesAddon } = await import(${JSON.stringify(headless)});
    const terminal = new Terminal({ allowProposedApi: true });
    terminal.loadAddon(new UnicodeGraphemesAddon());
    terminal.unicode.activeVersion = '15-graphemes';
    terminal.write('\u{1F980}\u{20BB7}a', () => console.log(terminal.buffer.active.cursorX));
  `;
  for (const byte of [0, 1, 65]) {
    const run = ['--input-type=module', '--eval', program, '--', String(byte)];
    expect(execFileSync(process.execPath, run, { encoding: 'utf8' }).trim(), `pool of ${byte}`).toBe('5');
  }
});
