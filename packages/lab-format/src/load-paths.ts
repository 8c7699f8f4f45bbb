import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathDefinition, PathItem } from './model/path.ts';
import { itemId, type PathSurroundings, pathProblems } from './path-problems.ts';
import { readPlainFile } from './plain-file.ts';
import type { ContentProblem } from './problems.ts';
import { type PathItemYaml, PathYaml } from './schema/path.ts';
import { type ReadYaml, readYaml } from './yaml-source.ts';

export interface LoadedPaths {
  /** Those that are good. */
  readonly paths: readonly PathDefinition[];
  /** Ids of all there are, good or not. */
  readonly ids: readonly string[];
  readonly problems: readonly ContentProblem[];
}

/** Far more than anybody reads at a sitting, in characters; all of it is kept in the database. */
const longestReading = 100_000;

/** Reads `paths/` of a content root: `<id>.yaml`, and what is read of it in `<id>/`. A root without it has no paths. */
export async function loadPaths(root: string, surroundings: PathSurroundings): Promise<LoadedPaths> {
  const entries = await readdir(join(root, 'paths'), { withFileTypes: true }).catch(() => []);
  const seen = entries.filter(({ name }) => !name.startsWith('.'));
  const files = seen.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const ids = files
    .filter((name) => /^[a-z0-9][a-z0-9-]*\.yaml$/.test(name))
    .map((name) => name.slice(0, -5));
  const problems: ContentProblem[] = [];
  const paths: PathDefinition[] = [];
  for (const name of seen.map((entry) => entry.name).sort()) {
    const file = `paths/${name}`;
    if (ids.includes(name) && !files.includes(name)) continue;
    const id = name.slice(0, -5);
    if (!ids.includes(id) || !files.includes(name)) {
      const message =
        'is no path: paths are files named with lower-case letters, digits and hyphens, and .yaml';
      problems.push(wholeFile(file, message));
      continue;
    }
    const loaded = await loadPath(root, id, surroundings, ids);
    problems.push(...loaded.problems);
    if (loaded.path) paths.push(loaded.path);
  }
  return { ids, ...withoutCircles(paths, problems) };
}

async function loadPath(
  root: string,
  id: string,
  surroundings: PathSurroundings,
  ids: readonly string[],
): Promise<{ path: PathDefinition | undefined; problems: ContentProblem[] }> {
  const file = `paths/${id}.yaml`;
  let text: string;
  try {
    text = await readPlainFile(join(root, file));
  } catch (error) {
    return { path: undefined, problems: [wholeFile(file, cannotBeRead(error))] };
  }
  const yaml = readYaml({ file, text }, PathYaml);
  const problems = [...yaml.problems, ...pathProblems({ file, id }, yaml, surroundings, ids)];
  const texts = await loadReadings(root, file, yaml, problems);
  const good = yaml.value && problems.every(({ severity }) => severity !== 'error');
  return { path: good ? definePath(id, yaml.value, texts) : undefined, problems };
}

/** Texts by the index of their item. */
async function loadReadings(
  root: string,
  file: string,
  yaml: ReadYaml<PathYaml>,
  problems: ContentProblem[],
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const folder = file.replace(/\.yaml$/, '');
  for (const [index, { file: name }] of (yaml.value?.items ?? []).entries()) {
    if (name === undefined) continue;
    const report = (message: string) =>
      problems.push({ severity: 'error', file, ...yaml.at(['items', index, 'file']), message });
    try {
      if (!(await lstat(join(root, folder))).isDirectory()) throw new Error('its folder is a link');
      const text = await readPlainFile(join(root, folder, name));
      if (text.length > longestReading)
        report(`${folder}/${name} is too long: at most ${longestReading} characters`);
      texts.set(index, text);
    } catch (error) {
      report(`${folder}/${name} ${cannotBeRead(error)}`);
    }
  }
  return texts;
}

function definePath(id: string, facts: PathYaml, texts: ReadonlyMap<number, string>): PathDefinition {
  return {
    id,
    title: facts.title,
    summary: facts.summary,
    owner: facts.owner ?? null,
    requires: facts.requires,
    items: facts.items.map((item, index) => defineItem(item, facts.pass, texts.get(index) ?? null)),
    readiness: facts.readiness.map(({ id: rule, title, labs, pass, sign_offs, expires }) => ({
      id: rule,
      title,
      labs,
      pass: pass === undefined ? null : pass / 100,
      signOffs: sign_offs,
      expires: expires ?? null,
    })),
  };
}

function defineItem(item: PathItemYaml, pass: number, markdown: string | null): PathItem {
  const { due = null, requires, optional } = item;
  const common = { id: itemId(item) ?? '', due, requires, optional };
  if (item.lab !== undefined)
    return {
      kind: 'lab',
      ...common,
      pass: (item.pass ?? pass) / 100,
      secondReviewer: item.second_reviewer,
    };
  if (item.teach !== undefined)
    return { kind: 'teach', ...common, lab: item.teach, helpfulTo: item.helpful_to ?? null };
  const { title = '', url = null, file = null } = item;
  return { kind: 'reading', ...common, title, url, file, markdown };
}

/** Paths that wait for one another in a circle could never be begun. */
function withoutCircles(paths: PathDefinition[], problems: ContentProblem[]) {
  const requires = new Map(paths.map((path) => [path.id, path.requires]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (requires.get(from) ?? []).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  const circular = paths.filter(({ id }) => reaches(id, id));
  for (const { id } of circular)
    problems.push(
      wholeFile(
        `paths/${id}.yaml`,
        `requires a path that requires it in turn (${circular.map((path) => path.id).join(', ')}), so none of them could be begun`,
      ),
    );
  return { paths: paths.filter((path) => !circular.includes(path)), problems };
}

function wholeFile(file: string, message: string): ContentProblem {
  return { severity: 'error', file, line: 1, column: 1, message };
}

function cannotBeRead(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
