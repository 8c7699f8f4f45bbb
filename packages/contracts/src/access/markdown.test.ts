import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { accessMarkdown } from './markdown.ts';
import { accessTable } from './table.ts';

const page = fileURLToPath(new URL('../../../../docs/security.md', import.meta.url));
const [begin, end] = ['<!-- access table -->\n', '\n<!-- end of the access table -->'];

it('docs/security.md prints the table as it is: `vitest run --project unit -u` on this file brings it there', async () => {
  const text = await readFile(page, 'utf8');
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  expect(after, 'the markers are there').toBeDefined();
  await expect(`${before}${begin}\n${accessMarkdown(accessTable)}\n${end}${after}`).toMatchFileSnapshot(page);
});
