import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoadedLab, loadLab } from './load-lab.ts';
import type { ContentProblem } from './problems.ts';
import { SkillsYaml } from './schema.ts';
import { readYaml } from './yaml-source.ts';

export interface LoadedContent {
  /** The labs that are good, by slug. */
  readonly labs: readonly LoadedLab[];
  /** Group → skill id → what a person who has it can do. */
  readonly skills: SkillsYaml;
  /** Of every lab, the good ones' warnings included. A lab with an error is not in `labs`. */
  readonly problems: readonly ContentProblem[];
}

/** Reads a content root: `skills.yaml` and every `<group>/<name>/` with a `lab.yaml`. Never throws on bad content. */
export async function loadLabs(root: string): Promise<LoadedContent> {
  const labs: LoadedLab[] = [];
  const problems: ContentProblem[] = [];
  let skills: SkillsYaml = {};
  let known: string[] | undefined;
  try {
    const text = await readFile(join(root, 'skills.yaml'), 'utf8');
    const yaml = readYaml({ file: 'skills.yaml', text }, SkillsYaml);
    problems.push(...yaml.problems);
    if (yaml.value) {
      skills = yaml.value;
      known = Object.values(skills).flatMap((group) => Object.keys(group.skills));
    }
  } catch (error) {
    problems.push(rootProblem('skills.yaml', error));
  }
  let folders: string[] = [];
  try {
    folders = await findLabFolders(root);
  } catch (error) {
    problems.push(rootProblem('.', error));
  }
  for (const folder of folders) {
    const result = await loadLab(join(root, folder), { skills: known });
    if (result.lab) labs.push(result.lab);
    problems.push(...result.problems);
  }
  return { labs, skills, problems };
}

async function findLabFolders(root: string): Promise<string[]> {
  const directories = async (path: string) =>
    (await readdir(path, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  const found: string[] = [];
  for (const group of await directories(root)) {
    if (group === 'paths') continue;
    for (const name of await directories(join(root, group))) found.push(`${group}/${name}`);
  }
  return found;
}

function rootProblem(file: string, error: unknown): ContentProblem {
  const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return { severity: 'error', file, line: 1, column: 1, message };
}
