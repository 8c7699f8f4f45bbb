import { expect, test } from 'vitest';
import { makeUnbreakable } from '../common/unbreakable.ts';
import { Terminal } from './headless.ts';
import { Screen } from './screen.ts';

const size = { columns: 20, rows: 5 };
const bytes = (text: string) => new TextEncoder().encode(text);
const text = async (screen: Screen) => new TextDecoder().decode((await screen.snapshot()).data);

test('erasing all above the last cell of the alternate screen does that, and breaks nothing', async () => {
  const screen = new Screen({ size });
  // Without care this line throws from a timer, and so ends the process.
  screen.write(bytes('\x1b[?1049habove\x1b[5;20H!\x1b[1Jafter'));
  const drawn = await text(screen);
  expect(drawn).toContain('after');
  expect(drawn).not.toContain('above');
  expect(drawn).not.toContain('!');
});

test('an emulator that throws is reset, and goes on', async () => {
  const terminal = new Terminal({ cols: 20, rows: 5, allowProposedApi: true });
  const broken: unknown[] = [];
  makeUnbreakable(terminal, (error) => broken.push(error));
  const problem = new Error('a bug of the emulator');
  terminal.parser.registerCsiHandler({ final: 'z' }, () => {
    throw problem;
  });
  terminal.write('before\x1b[z');
  await new Promise<void>((resolve) => terminal.write('after', resolve));
  expect(broken).toEqual([problem]);
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('after');
});

test.each(['S', 'T', 'L', 'M', 'I', 'Z', 'b'])(
  '2³¹ times CSI %s is done as often as a screen has room for',
  async (final) => {
    const screen = new Screen({ size });
    screen.write(bytes(`x\x1b[2147483647${final}\r\n\x1b[2147483647;1;2${final}\r\nafter`));
    expect(await text(screen)).toContain('after');
  },
);
