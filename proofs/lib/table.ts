import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import Table from 'cli-table3';
import { full } from './form.ts';

/** Prints a proof's table, and leaves it as Markdown in `test-results/`, from where it goes into the documentation. */
export function printTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: widths(head.length),
  });
  for (const row of rows) table.push([...row]);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  }).trim();
  const title = `${name}, ${full ? 'full' : 'short'} form: ${new Date().toISOString().slice(0, 16)}Z, commit ${commit}`;
  console.log(`\n${title}\n${table}`);
  const markdown = [
    title,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ' --- |').join('')}`,
    ...rows.map(
      (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`,
    ),
    '',
  ].join('\n');
  const folder = join(repositoryRoot, 'test-results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}${full ? '' : '-short'}.md`), markdown);
}

function widths(columns: number): number[] {
  return Array.from({ length: columns }, (_, i) => (i === 0 ? 24 : Math.floor(140 / columns)));
}
