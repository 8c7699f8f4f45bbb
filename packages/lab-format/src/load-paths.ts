import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readPlainFile } from './plain-file.ts';
import type { ContentProblem } from './problems.ts';
import { PathYaml } from './schema/path.ts';
import { didYouMean } from './suggest.ts';
import { type ReadYaml, readYaml } from './yaml-source.ts';

/** A path through the labs: `paths/<id>.yaml`. */
export interface LoadedPath extends PathYaml {
  readonly id: string;
}

/** Reads `paths/` of a content root; `labs` are the slugs of all its labs. A root without it has no paths. */
export async function loadPaths(
  root: string,
  labs: readonly string[],
): Promise<{ paths: LoadedPath[]; problems: ContentProblem[] }> {
  const names = await readdir(join(root, 'paths')).catch(() => []);
  const files = names.filter((name) => !name.startsWith('.')).sort();
  const ids = files.map((name) => name.replace(/\.yaml$/, ''));
  const problems: ContentProblem[] = [];
  const paths: LoadedPath[] = [];
  for (const name of files) {
    const file = `paths/${name}`;
    const id = name.replace(/\.yaml$/, '');
    if (!/^[a-z0-9][a-z0-9-]*\.yaml$/.test(name)) {
      const message =
        'is no path: paths are files named with lower-case letters, digits and hyphens, and .yaml';
      problems.push({ severity: 'error', file, line: 1, column: 1, message });
      continue;
    }
    let text: string;
    try {
      text = await readPlainFile(join(root, file));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push({ severity: 'error', file, line: 1, column: 1, message: `cannot be read: ${why}` });
      continue;
    }
    const yaml = readYaml({ file, text }, PathYaml);
    const found = [...yaml.problems, ...pathProblems(file, id, yaml, labs, ids)];
    problems.push(...found);
    if (yaml.value && found.every(({ severity }) => severity !== 'error')) paths.push({ id, ...yaml.value });
  }
  return withoutCircles(paths, problems);
}

function pathProblems(
  file: string,
  id: string,
  yaml: ReadYaml<PathYaml>,
  labs: readonly string[],
  ids: readonly string[],
): ContentProblem[] {
  const facts = yaml.value;
  if (!facts) return [];
  const problems: ContentProblem[] = [];
  const report = (path: readonly PropertyKey[], message: string, severity: 'error' | 'warning' = 'error') =>
    problems.push({ severity, file, ...yaml.at(path), message });
  facts.requires.forEach((other, index) => {
    if (other === id) report(['requires', index], 'a path cannot require itself');
    else if (!ids.includes(other))
      report(['requires', index], `there is no path "${other}".${didYouMean(other, ids)}`);
  });
  const order = facts.labs.map(({ lab }) => lab);
  facts.labs.forEach(({ lab, requires, due }, index) => {
    if (!labs.includes(lab))
      report(['labs', index, 'lab'], `there is no lab "${lab}".${didYouMean(lab, labs)}`);
    if (order.indexOf(lab) !== index) report(['labs', index, 'lab'], `lab ${lab} is listed twice`);
    requires.forEach((other, which) => {
      const above = order.slice(0, index);
      if (!above.includes(other))
        report(
          ['labs', index, 'requires', which],
          `"${other}" is not above it in this path, so it could never be started.${didYouMean(other, above)}`,
        );
    });
    const before = facts.labs.slice(0, index).findLast((one) => one.due !== undefined)?.due;
    if (due !== undefined && before !== undefined && due < before)
      report(
        ['labs', index, 'due'],
        `is due on day ${due}, before a lab above it (day ${before})`,
        'warning',
      );
  });
  return problems;
}

/** Paths that wait for one another in a circle could never be begun. */
function withoutCircles(paths: LoadedPath[], problems: ContentProblem[]) {
  const requires = new Map(paths.map((path) => [path.id, path.requires]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (requires.get(from) ?? []).some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  const circular = paths.filter(({ id }) => reaches(id, id));
  for (const { id } of circular)
    problems.push({
      severity: 'error',
      file: `paths/${id}.yaml`,
      line: 1,
      column: 1,
      message: `requires a path that requires it in turn (${circular.map((path) => path.id).join(', ')}), so none of them could be begun`,
    });
  return { paths: paths.filter((path) => !circular.includes(path)), problems };
}
