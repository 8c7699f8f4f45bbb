#!/usr/bin/env node
// Hands over to the bootstrap, so that the command works on whatever Node.js the machine has.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bootstrap = join(dirname(fileURLToPath(import.meta.url)), '../../../scripts/bootstrap.mjs');
const done = spawnSync(process.execPath, [bootstrap, 'cli', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(done.status ?? 1);
