import { once } from 'node:events';
import type { Output } from '@springboard/host/output.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { expect, it } from 'vitest';
import { CliError, exit } from '../api/errors.ts';
import { previewCommand } from './preview.ts';

it('shows a lab, and again when a file is saved; what cannot be shown is told, and it goes on', async () => {
  await using folder = await writeLab({});
  const said = new EventTarget();
  const lines: string[] = [];
  const output: Output = {
    live: false,
    line: (text = '') => {
      lines.push(text);
      said.dispatchEvent(new Event('line'));
    },
    paint: (_, text) => text,
    progress: () => {},
    clear: () => {},
  };
  const sent: string[] = [];
  const api = {
    post: async (_: string, __: unknown, body: unknown) => {
      const { files } = body as { files: { path: string; content: string }[] };
      const intro = files.find(({ path }) => path === 'intro.md')?.content ?? '';
      sent.push(intro);
      if (intro === 'bad') throw new CliError(exit.failed, 'demo/lab/intro.md:1:1: it is bad');
      return { attemptId: 'the-attempt' } as never;
    },
  };
  const ending = new AbortController();
  const told = async (text: string) => {
    while (!lines.some((line) => line.includes(text))) await once(said, 'line');
  };
  const options = { labs: folder.root, url: 'https://labs.example.org', signal: ending.signal };
  const done = previewCommand('demo/lab', options, output, api);
  await told('https://labs.example.org/attempts/the-attempt');
  await told('Ctrl-C');
  await folder.write('demo/lab/intro.md', 'bad');
  await told('it is bad');
  await folder.write('demo/lab/intro.md', 'better');
  await told('was saved: shown');
  expect(sent.at(-1)).toBe('better');
  ending.abort();
  await done;
});
