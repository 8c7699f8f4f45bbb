import { basename, dirname, resolve } from 'node:path';
import { LabSlug } from '@springboard/contracts/labs.ts';
import { hashFiles } from './content-hash.ts';
import { type LabFiles, readLabFiles } from './lab-files.ts';
import { loadTask, readScript } from './load-task.ts';
import { findMarkdownProblems } from './markdown-problems.ts';
import type { LabDefinition, ParamDefinition } from './model.ts';
import type { ContentProblem } from './problems.ts';
import { LabYaml } from './schema.ts';
import { readYaml } from './yaml-source.ts';

export interface LoadedLab {
  readonly definition: LabDefinition;
  /** SHA-256 over the lab's files. */
  readonly hash: string;
  /** Absolute. */
  readonly folder: string;
}

export interface LoadResult {
  /** Null when a problem is an error. */
  readonly lab: LoadedLab | null;
  readonly problems: readonly ContentProblem[];
}

/**
 * Reads `<group>/<name>`, a lab's folder. Bad content is never an exception: it is in `problems`, each with its place.
 * `skills` are the ids that `skills.yaml` knows; undefined leaves them unchecked.
 */
export async function loadLab(
  folder: string,
  options: { skills?: readonly string[] | undefined } = {},
): Promise<LoadResult> {
  const path = resolve(folder);
  const slug = `${basename(dirname(path))}/${basename(path)}`;
  let files: LabFiles;
  try {
    files = await readLabFiles(path, slug);
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { lab: null, problems: [{ severity: 'error', file: slug, line: 1, column: 1, message }] };
  }
  const definition = readLab(files, slug, options.skills);
  const broken = files.problems.some((problem) => problem.severity === 'error');
  const lab = definition && !broken ? { definition, hash: hashFiles(files.contents), folder: path } : null;
  return { lab, problems: files.problems };
}

function readLab(
  files: LabFiles,
  slug: string,
  skills: readonly string[] | undefined,
): LabDefinition | undefined {
  if (!LabSlug.safeParse(slug).success) {
    files.report('lab.yaml', `the folder ${slug} must be named with lower-case letters, digits and hyphens`);
    return undefined;
  }
  const text = files.text('lab.yaml');
  if (text === undefined) {
    files.report('lab.yaml', 'is missing');
    return undefined;
  }
  const yaml = readYaml({ file: files.path('lab.yaml'), text }, LabYaml);
  files.problems.push(...yaml.problems);
  const facts = yaml.value;
  if (!facts) return undefined;

  facts.skills.forEach((skill, index) => {
    if (skills && !skills.includes(skill))
      files.report('lab.yaml', `skill "${skill}" is not in skills.yaml`, yaml.at(['skills', index]));
  });
  for (const [name, param] of Object.entries(facts.params)) {
    const complaint = wrongBounds(param);
    if (complaint) files.report('lab.yaml', `params.${name}: ${complaint}`, yaml.at(['params', name]));
  }
  const folders = new Set(
    [...files.contents.keys()].flatMap((path) => /^tasks\/([^/]+)\//.exec(path)?.[1] ?? []),
  );
  facts.tasks.forEach((id, index) => {
    if (facts.tasks.indexOf(id) !== index)
      files.report('lab.yaml', `task ${id} is listed twice`, yaml.at(['tasks', index]));
    else if (!folders.has(id))
      files.report('lab.yaml', `there is no folder tasks/${id}`, yaml.at(['tasks', index]));
  });
  for (const id of folders)
    if (!facts.tasks.includes(id))
      files.report(`tasks/${id}/task.md`, 'is not listed in `tasks` of lab.yaml');

  const params = Object.keys(facts.params);
  const on = facts.on ?? null;
  const intro = readProse(files, 'intro.md', params);
  if (intro === undefined) files.report('intro.md', 'is missing');
  const setup = files.in('').find((name) => name === 'setup.sh' || name === 'setup.py');
  const tasks = facts.tasks
    .filter((id) => folders.has(id))
    .flatMap((id) => loadTask({ files, id, params, on }) ?? []);
  return {
    slug,
    title: facts.title,
    summary: facts.summary,
    level: facts.level,
    minutes: facts.minutes,
    skills: facts.skills,
    environment: facts.environment,
    params: facts.params,
    intro: intro ?? '',
    outro: readProse(files, 'outro.md', params) ?? null,
    setup: setup === undefined ? null : (readScript(files, setup, on) ?? null),
    tasks,
  };
}

function readProse(files: LabFiles, file: string, params: readonly string[]): string | undefined {
  const markdown = files.text(file);
  if (markdown !== undefined)
    files.problems.push(...findMarkdownProblems({ file: files.path(file), markdown, params }));
  return markdown;
}

function wrongBounds(param: ParamDefinition): string | undefined {
  if (param.kind !== 'int') return undefined;
  if (param.min > param.max) return `min ${param.min} is above max ${param.max}`;
  if (param.max - param.min >= 2 ** 32) return 'spans more than 2^32 numbers';
  return undefined;
}
