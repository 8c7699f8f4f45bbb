import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Output } from '@springboard/host/output.ts';
import { jsonSchemas } from '@springboard/lab-format/schema/json-schema.ts';
import { exit } from '../api/errors.ts';

const folder = join(repositoryRoot, 'docs/authoring/schema');

/** `springboard lab schema`: writes what `jsonSchemas` says; with `check` only compares. */
export async function schemaCommand(check: boolean, output: Output): Promise<number> {
  let stale = 0;
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) {
    const path = join(folder, name);
    const old = await readFile(path, 'utf8').catch(() => '');
    if (old === text) continue;
    stale++;
    if (!check) await writeFile(path, text);
    output.line(`${check ? 'Not up to date' : 'Wrote'}: docs/authoring/schema/${name}`);
  }
  if (stale === 0) output.line('The schemas are up to date.');
  return check && stale > 0 ? exit.failed : exit.done;
}
