import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoadedLab, type LoadOptions, type LoadResult, loadLab } from './load-lab.ts';
import { loadPaths } from './load-paths.ts';
import type { PathDefinition } from './model/path.ts';
import { readPlainFile } from './plain-file.ts';
import type { ContentProblem } from './problems.ts';
import { SkillsYaml } from './schema/skills.ts';
import { readYaml } from './yaml-source.ts';

export interface LoadedContent {
  /** The labs that are good, by slug. */
  readonly labs: readonly LoadedLab[];
  /** Group → skill id → what a person who has it can do. */
  readonly skills: SkillsYaml;
  /** The paths that are good. */
  readonly paths: readonly PathDefinition[];
  /** Ids of all paths, good or not. */
  readonly pathIds: readonly string[];
  /** Of every lab, the good ones' warnings included. A lab with an error is not in `labs`. */
  readonly problems: readonly ContentProblem[];
  /** Every lab by slug as it was read, good or not, for who looks further. */
  readonly results: ReadonlyMap<string, LoadResult>;
}

export interface LoadContentOptions extends Pick<LoadOptions, 'topologies'> {
  /** Slugs, and then no paths; all when absent. */
  readonly only?: readonly string[] | undefined;
}

/** Reads a content root: `skills.yaml`, `paths/` and every `<group>/<name>/`. Never throws on bad content. */
export async function loadLabs(root: string, options: LoadContentOptions = {}): Promise<LoadedContent> {
  const { skills, known, problems } = await loadSkills(root);
  let folders: string[] = [];
  try {
    folders = await findLabFolders(root);
  } catch (error) {
    problems.push(rootProblem('.', error));
  }
  const results = new Map<string, LoadResult>();
  for (const slug of folders) {
    if (options.only && !options.only.includes(slug)) continue;
    const result = await loadLab(join(root, slug), { skills: known, topologies: options.topologies });
    results.set(slug, result);
    problems.push(...result.problems);
  }
  const reviewed = (slug: string) =>
    results.get(slug)?.draft?.definition?.tasks.some(({ kind }) => kind === 'written' || kind === 'recorded');
  const paths = options.only
    ? { paths: [], ids: [], problems: [] }
    : await loadPaths(root, { labs: folders, reviewed, skills: known });
  problems.push(...paths.problems);
  return {
    labs: [...results.values()].flatMap(({ lab }) => lab ?? []),
    skills,
    paths: paths.paths,
    pathIds: paths.ids,
    problems,
    results,
  };
}

async function loadSkills(root: string): Promise<{
  skills: SkillsYaml;
  known: string[] | undefined;
  problems: ContentProblem[];
}> {
  const none = { skills: {}, known: undefined };
  try {
    const text = await readPlainFile(join(root, 'skills.yaml'));
    const yaml = readYaml({ file: 'skills.yaml', text }, SkillsYaml);
    if (!yaml.value) return { ...none, problems: [...yaml.problems] };
    const known = Object.values(yaml.value).flatMap((group) => Object.keys(group.skills));
    return { skills: yaml.value, known, problems: [] };
  } catch (error) {
    return { ...none, problems: [rootProblem('skills.yaml', error)] };
  }
}

/** Slugs of all labs of a content root: every folder two levels deep, but for `paths/`. */
export async function findLabFolders(root: string): Promise<string[]> {
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
