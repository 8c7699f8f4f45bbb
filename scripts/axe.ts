import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { outputTo } from '@springboard/host/output.ts';
import { accessibilityReport, type Found } from './pages/accessibility-report.ts';
import { fetchAxe, inWords, violationsOf } from './pages/axe.ts';
import { freshlyBuilt } from './pages/freshly-built.ts';
import { walkByKeyboard } from './pages/keyboard.ts';
import { lookAs, looks } from './pages/look.ts';
import { openStage } from './pages/stage.ts';
import { tour } from './pages/tour.ts';

const { positionals } = parseArgs({ options: {}, allowPositionals: true });
const output = outputTo(process.stdout);
const bothThemes = looks.slice(0, 2);
const axe = await fetchAxe();
const stage = await openStage(await freshlyBuilt());
const found: Found[] = [];
let failed = 0;
try {
  failed = await tour(
    stage,
    async (page, place) => {
      const problems: string[] = [];
      for (const look of bothThemes) {
        await lookAs(page, look);
        for (const violation of await violationsOf(page, axe))
          problems.push(`${look.name}: ${inWords(violation).join('\n    ')}`);
      }
      await lookAs(page, looks[0]);
      const { reached, problems: byKeyboard } = await walkByKeyboard(page);
      problems.push(...byKeyboard.map((line) => `keyboard: ${line}`));
      const name = `${place.who}/${place.name}`;
      found.push({ name, reached, problems });
      output.line(
        `${output.paint(problems.length > 0 ? 'red' : 'green', problems.length > 0 ? '✗' : '✓')} ${name}, ${reached} by Tab`,
      );
      for (const problem of problems) output.line(`    ${problem}`);
    },
    { only: positionals, tell: (line) => output.line(output.paint('red', line)) },
  );
} finally {
  await stage.close();
}
if (positionals.length === 0) {
  const { stdout } = await promisify(execFile)('git', [
    '-C',
    repositoryRoot,
    'rev-parse',
    '--short=12',
    'HEAD',
  ]);
  const report = accessibilityReport(found, {
    commit: stdout.trim(),
    day: new Date().toISOString().slice(0, 10),
  });
  await writeFile(join(repositoryRoot, 'docs/pages/accessibility.md'), report);
}
const wrong = found.filter(({ problems }) => problems.length > 0).length;
output.line(
  `${found.length} pages and states looked at, ${wrong} with something wrong, ${failed} could not be opened.`,
);
process.exit(wrong + failed > 0 ? 1 : 0);
