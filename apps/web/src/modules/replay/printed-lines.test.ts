import { describe, expect, it } from 'vitest';
import { aCast } from '../../testing/a-cast.ts';
import { excerpt, printedLines, searchLines } from './printed-lines.ts';

const textsOf = (...pieces: string[]) =>
  printedLines(aCast(...pieces.map((piece): [number, string, string] => [1, 'o', piece]))).lines.map(
    ({ text }) => text,
  );

describe('printedLines', () => {
  it('gives lines without colours, titles and modes, and the time at which each stood', () => {
    const cast = aCast(
      [1, 'o', '\u001b]0;root@ceph1: ~\u0007\u001b[?2004hroot@ceph1:~# '],
      [1, 'o', 'ls\r\n\u001b[?2004l'],
      [1, 'o', '\u001b[0m\u001b[01;34mbin\u001b[0m\r\n'],
    );
    expect(printedLines(cast)).toEqual({
      lines: [
        { at: 2, text: 'root@ceph1:~# ls' },
        { at: 3, text: 'bin' },
      ],
      more: false,
    });
  });

  it('puts a sequence together that comes in pieces', () => {
    expect(textsOf('a\u001b', '[3', '1mb\u001b]0;ti', 'tle\u001b', '\\c\n')).toEqual(['abc']);
  });

  it('reads a line that was edited at the prompt as it was run', () => {
    expect(textsOf('# sl\b\b\u001b[Kls\r\n')).toEqual(['# ls']);
    expect(textsOf('# ceph osd treee\b\u001b[K\r\n')).toEqual(['# ceph osd tree']);
    // A character put in before others, as readline draws it, and one taken out.
    expect(textsOf('# c -s\b\b\b\u001b[3@eph\r\n')).toEqual(['# ceph -s']);
    expect(textsOf('# lss\b\b\u001b[1P\r\n')).toEqual(['# ls']);
  });

  it('keeps a command whole that the prompt wraps to the next row', () => {
    // 20 columns: readline writes a blank past the margin and returns, to be sure of the row.
    const long = '# ceph osd pool create images';
    expect(textsOf(`${long.slice(0, 20)} \r${long.slice(20)}\r\n`)).toEqual([long]);
    expect(textsOf(`${long}\b\b\b\b\b\b\u001b[Kdata\r\n`)).toEqual(['# ceph osd pool create data']);
  });

  it('takes a progress that is written over itself as one line, and the same line again and again as one', () => {
    expect(textsOf('10%\r50%\r100%\r\n')).toEqual(['100%']);
    expect(textsOf('y\r\n'.repeat(1000))).toEqual(['y']);
  });

  it('begins another line where a program moves the cursor elsewhere', () => {
    expect(textsOf('\u001b[H\u001b[2JName\u001b[2;1HValue\n')).toEqual(['Name', 'Value']);
  });

  it('does not swallow what follows a sequence that never ends', () => {
    expect(textsOf(`\u001b]0;${'x'.repeat(5_000)}\nfound\n`).at(-1)).toBe('found');
  });
});

describe('searchLines', () => {
  const lines = ['HEALTH_OK', 'health of (osd.1)', 'İstanbul osd'].map((text, at) => ({ at, text }));

  it('finds words as they stand, in capitals or not, and counts more than it lists', () => {
    expect(searchLines(lines, ' health ', 1)).toEqual({
      hits: [{ at: 0, text: 'HEALTH_OK', from: 0, to: 6 }],
      total: 2,
    });
    expect(searchLines(lines, '(osd.1)', 9).hits.map(({ at }) => at)).toEqual([1]);
    expect(searchLines(lines, 'of.*', 9)).toEqual({ hits: [], total: 0 });
    expect(searchLines(lines, '  ', 9).total).toBe(0);
  });

  it('finds the place also behind a letter whose small form is longer', () => {
    const [hit] = searchLines(lines, 'OSD', 9).hits.slice(-1);
    expect(hit?.text.slice(hit.from, hit.to)).toBe('osd');
  });

  it('is not led astray by what is special in an expression', () => {
    const special = String.raw`\^$.*+?()[]{}|/-`;
    expect(searchLines([{ at: 0, text: `a ${special} b` }], special, 9).total).toBe(1);
  });

  it('shows what is around a hit that stands far to the right', () => {
    const [hit] = searchLines([{ at: 0, text: `${'-'.repeat(100)} found here` }], 'found', 9).hits;
    expect(hit && excerpt(hit)).toEqual({ before: `…${'-'.repeat(11)} `, found: 'found', after: ' here' });
  });
});
