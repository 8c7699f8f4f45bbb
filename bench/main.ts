import { parseArgs } from 'node:util';
import { report } from './lib/report.ts';
import type { Suite } from './lib/suite.ts';
import { environments } from './suites/environments.ts';
import { forty } from './suites/forty.ts';
import { grading } from './suites/grading.ts';
import { people } from './suites/people.ts';
import { terminal } from './suites/terminal.ts';
import { ticks } from './suites/ticks.ts';

const suites: Record<string, Suite> = { environments, forty, grading, people, terminal, ticks };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const name = positionals[0];
const suite = name === undefined ? undefined : suites[name];

if (values.help || !name || !suite) {
  console.log(
    `npm run bench -- NAME [--quick] [--json FILE]\n\n${Object.entries(suites)
      .map(([key, { summary }]) => `  ${key.padEnd(14)}${summary}`)
      .join('\n')}`,
  );
  process.exit(values.help ? 0 : 2);
}

report(name, await suite.run({ quick: values.quick }), values.json);
// What a suite could not measure it has set an exit code for.
process.exit();
