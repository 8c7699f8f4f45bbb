import { join } from 'node:path';
import { importsUnder } from './boundaries/imports.ts';
import { violation } from './boundaries/rules.ts';

const root = join(import.meta.dirname, '..');
const imports = importsUnder(root, ['apps', 'packages', 'scripts', 'bench', 'e2e']);
const problems = imports.flatMap((entry) => {
  const why = violation(entry);
  return why === undefined ? [] : [`${entry.file}: "${entry.specifier}": ${why}`];
});
for (const problem of problems) console.log(problem);
console.log(`${imports.length} imports looked at, ${problems.length} across a border they must not cross.`);
process.exitCode = problems.length > 0 ? 1 : 0;
