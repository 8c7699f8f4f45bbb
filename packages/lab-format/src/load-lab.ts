import { basename, dirname, resolve } from 'node:path';
import { LabSlug } from '@springboard/contracts/labs.ts';
import { hashFiles } from './content-hash.ts';
import { checkNode, checkProse, type LabContext, type LabTopology } from './lab-context.ts';
import { type LabFiles, readLabFiles, takeLabFiles } from './lab-files.ts';
import { loadInvariants } from './load-checks.ts';
import { loadTask } from './load-task.ts';
import type { ParamDefinition } from './model/params.ts';
import type { LabDefinition } from './model.ts';
import type { ContentProblem } from './problems.ts';
import { readScript } from './read-script.ts';
import { LabYaml } from './schema/lab.ts';
import { alternatives, didYouMean } from './suggest.ts';
import { type ReadYaml, readYaml } from './yaml-source.ts';

export interface LoadedLab {
  readonly definition: LabDefinition;
  /** SHA-256 over the lab's files. */
  readonly hash: string;
  /** Absolute. */
  readonly folder: string;
}

/** A lab that came as files, and what was wrong with it. */
export interface TakenLab {
  /** Null when a problem is an error. */
  readonly lab: Omit<LoadedLab, 'folder'> | null;
  readonly problems: readonly ContentProblem[];
  /** As much of it as could be read, problems or not. */
  readonly draft: LabDefinition | undefined;
}

export interface LoadResult {
  /** Null when a problem is an error. */
  readonly lab: LoadedLab | null;
  readonly problems: readonly ContentProblem[];
  /** As much of it as could be read, problems or not, for who looks further. */
  readonly draft: { readonly files: LabFiles; readonly definition: LabDefinition | undefined } | undefined;
}

/** Topologies by name: a map of them, or whoever can be asked for one. */
export interface TopologyLookup {
  get(name: string): LabTopology | undefined;
  /** All names. */
  keys(): Iterable<string>;
}

/** What a lab may name. What is undefined is not checked. */
export interface LoadOptions {
  /** Ids that `skills.yaml` knows. */
  readonly skills?: readonly string[] | undefined;
  readonly topologies?: TopologyLookup | undefined;
}

/**
 * Reads `<group>/<name>`, a lab's folder. Bad content is never an exception: it is in `problems`, each with its place.
 */
export async function loadLab(folder: string, options: LoadOptions = {}): Promise<LoadResult> {
  const path = resolve(folder);
  const slug = `${basename(dirname(path))}/${basename(path)}`;
  let files: LabFiles;
  try {
    files = await readLabFiles(path, slug);
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return {
      lab: null,
      problems: [{ severity: 'error', file: slug, line: 1, column: 1, message }],
      draft: undefined,
    };
  }
  const definition = readLab(files, slug, options);
  const broken = files.problems.some((problem) => problem.severity === 'error');
  const lab = definition && !broken ? { definition, hash: hashFiles(files.contents), folder: path } : null;
  return { lab, problems: files.problems, draft: { files, definition } };
}

/** As `loadLab`, of files that are in no folder here. */
export function loadLabFiles(
  slug: string,
  contents: ReadonlyMap<string, Uint8Array>,
  options: LoadOptions = {},
): TakenLab {
  const files = takeLabFiles(contents, slug);
  const definition = readLab(files, slug, options);
  const broken = files.problems.some((problem) => problem.severity === 'error');
  const lab = definition && !broken ? { definition, hash: hashFiles(files.contents) } : null;
  return { lab, problems: files.problems, draft: definition };
}

function readLab(files: LabFiles, slug: string, options: LoadOptions): LabDefinition | undefined {
  if (!LabSlug.safeParse(slug).success) {
    files.report('lab.yaml', `the folder ${slug} must be named with lower-case letters, digits and hyphens`);
    return undefined;
  }
  const text = files.text('lab.yaml');
  if (text === undefined) {
    files.report('lab.yaml', `is missing.${didYouMean('lab.yaml', files.in(''))}`);
    return undefined;
  }
  const yaml = readYaml({ file: files.path('lab.yaml'), text }, LabYaml);
  files.problems.push(...yaml.problems);
  const facts = yaml.value;
  if (!facts) return undefined;

  const topology = findTopology(files, facts, options, yaml);
  const context: LabContext = {
    files,
    params: Object.keys(facts.params),
    drawn: facts.params,
    on: facts.on ?? null,
    topology,
  };
  checkFacts(context, facts, options, yaml);
  const folders = checkTaskList(files, facts, yaml);

  const intro = readProse(context, 'intro.md');
  if (intro === undefined) files.report('intro.md', `is missing.${didYouMean('intro.md', files.in(''))}`);
  const setup = files.in('').find((name) => name === 'setup.sh' || name === 'setup.py');
  return {
    slug,
    title: facts.title,
    summary: facts.summary,
    level: facts.level,
    minutes: facts.minutes,
    skills: facts.skills,
    environment: facts.environment,
    walkthroughs: facts.walkthroughs,
    params: facts.params,
    intro: intro ?? '',
    outro: readProse(context, 'outro.md') ?? null,
    setup: setup === undefined ? null : (readScript(files, setup, context.on) ?? null),
    invariants: loadInvariants(context, facts, (path) => yaml.at(path)),
    tasks: facts.tasks
      .filter((id, index) => folders.has(id) && facts.tasks.indexOf(id) === index)
      .flatMap((id) => loadTask(context, id) ?? []),
  };
}

function findTopology(
  files: LabFiles,
  facts: LabYaml,
  { topologies }: LoadOptions,
  yaml: ReadYaml<LabYaml>,
): LabTopology | undefined {
  const topology = topologies?.get(facts.environment);
  if (topologies && !topology)
    files.report(
      'lab.yaml',
      `there is no environment "${facts.environment}".${alternatives(facts.environment, topologies.keys())}`,
      yaml.at(['environment']),
    );
  return topology;
}

function checkFacts(
  context: LabContext,
  facts: LabYaml,
  { skills }: LoadOptions,
  yaml: ReadYaml<LabYaml>,
): void {
  const { files } = context;
  checkNode(context, 'lab.yaml', facts.on, yaml.at(['on']));
  facts.skills.forEach((skill, index) => {
    if (skills && !skills.includes(skill))
      files.report(
        'lab.yaml',
        `skill "${skill}" is not in skills.yaml.${didYouMean(skill, skills)}`,
        yaml.at(['skills', index]),
      );
  });
  for (const [name, param] of Object.entries(facts.params)) {
    const complaint = wrongBounds(param);
    if (complaint) files.report('lab.yaml', `params.${name}: ${complaint}`, yaml.at(['params', name]));
  }
}

/** Holds the list of tasks against the folders that are there, and answers the folders. */
function checkTaskList(files: LabFiles, facts: LabYaml, yaml: ReadYaml<LabYaml>): ReadonlySet<string> {
  const folders = new Set(
    [...files.contents.keys()].flatMap((path) => /^tasks\/([^/]+)\//.exec(path)?.[1] ?? []),
  );
  facts.tasks.forEach((id, index) => {
    const place = yaml.at(['tasks', index]);
    if (facts.tasks.indexOf(id) !== index)
      files.report('lab.yaml', `task ${id} is listed twice; each folder of tasks/ is one task`, place);
    else if (!folders.has(id))
      files.report('lab.yaml', `there is no folder tasks/${id}.${alternatives(id, folders)}`, place);
  });
  for (const id of folders)
    if (!facts.tasks.includes(id))
      files.report(
        `tasks/${id}/task.md`,
        `is not listed in \`tasks\` of lab.yaml, so nobody sees it; write ${id} there at its place`,
      );
  return folders;
}

function readProse(context: LabContext, file: string): string | undefined {
  const markdown = context.files.text(file);
  if (markdown !== undefined) checkProse(context, { file, markdown });
  return markdown;
}

function wrongBounds(param: ParamDefinition): string | undefined {
  if (param.kind !== 'int') return undefined;
  if (param.min > param.max) return `min ${param.min} is above max ${param.max}`;
  if (param.max - param.min >= 2 ** 32) return 'spans more than 2^32 numbers';
  return undefined;
}
