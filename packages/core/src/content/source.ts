import type { ContentRepository } from '@springboard/content/repository.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type {
  LabSource,
  NewLab,
  PublishedSource,
  PublishSource,
  SourceCheck,
  SourceFiles,
  SourceProblem,
} from '@springboard/contracts/lab-source.ts';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { renderParams } from '@springboard/lab-format/params.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import { likelySkill, scaffold, titleOf } from '@springboard/lab-format/scaffold.ts';
import { jsonSchemas } from '@springboard/lab-format/schema/json-schema.ts';
import type { SkillsYaml } from '@springboard/lab-format/schema/skills.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadPosted, takePosted } from '../lab-tests/posted.ts';
import { compileTexts, unboundParams } from '../labs/prose.ts';
import { knownSkills, readNow, skillIds, skillsKnownLately } from './known-skills.ts';
import { contentProblem } from './problem.ts';
import { askForSync } from './request.ts';

/** A lab's files at the newest commit, for an editor. Errors: `not-found`, `content-unavailable`. */
export async function getLabSource(ctx: Context, actor: Actor, lab: string): Promise<LabSource> {
  authorize(actor, 'lab.source.read');
  return readable(async () => {
    const { commit, skills } = await readNow(ctx);
    const files = await filesOf(ctx.content, commit, lab);
    if (files.size === 0) throw notFound('lab');
    return { ...surroundings(ctx, skills), lab, commit, files: posted(files) };
  });
}

/** The files of a new lab that is whole and does little, based on the newest commit; nothing is written. Errors: `conflict`, `invalid-input`, `content-unavailable`. */
export async function newLabSource(ctx: Context, actor: Actor, input: NewLab): Promise<LabSource> {
  authorize(actor, 'lab.publish');
  const topology = ctx.topology(input.environment);
  const node = topology?.nodes.find(({ role, terminal }) => role === 'learner' && terminal)?.name;
  if (!node)
    throw new ProblemError('invalid-input', 'There is no such environment', {
      detail: `This installation has no environment “${input.environment}” with a node for learners. Nothing was made.`,
      remedy: `Choose one of ${ctx.topologyNames().join(', ')}.`,
      errors: [{ path: 'environment', message: 'is not one of this installation' }],
    });
  return readable(async () => {
    const { commit, skills } = await readNow(ctx);
    if ((await filesOf(ctx.content, commit, input.lab)).size > 0)
      throw new ProblemError('conflict', 'There is a lab of that name', {
        detail: `${input.lab} is in the content repository already. Nothing was made.`,
        remedy: 'Choose another name, or edit that one.',
      });
    const files = scaffold({
      slug: input.lab,
      title: input.title ?? titleOf(input.lab),
      environment: input.environment,
      skill: likelySkill(input.lab, skills) ?? 'name-one',
      node,
      schemas: undefined,
    });
    const made = Object.entries(files).map(([path, content]) => ({
      path,
      content,
      encoding: 'utf8' as const,
    }));
    return { ...surroundings(ctx, skills), lab: input.lab, commit, files: made };
  });
}

/** What is wrong with files that somebody works on, and how a learner would read them. Nothing is kept. */
export async function checkSource(
  ctx: Context,
  actor: Actor,
  { lab, files }: SourceFiles,
): Promise<SourceCheck> {
  authorize(actor, 'lab.source.read');
  const { definition, problems } = load(ctx, lab, files, await skillsKnownLately(ctx));
  return { problems, reading: definition && readingOf(definition) };
}

/**
 * Makes one commit of the files in the name of the one who asks, on top of the branch, and has the catalogue follow. What others changed since
 * `commit` in the same files is never written over. Errors: `invalid-input` with each problem, `conflict` with the files, `content-unavailable`.
 */
export async function publishSource(
  ctx: Context,
  actor: Actor,
  { lab, files, commit, message }: PublishSource,
): Promise<PublishedSource> {
  authorize(actor, 'lab.publish');
  const { bytes, problems } = load(ctx, lab, files, await knownSkills(ctx));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new ProblemError('invalid-input', 'This lab would not be published', {
      detail: 'It has errors, and labs with errors keep their last good version. Nothing was written.',
      remedy: 'Mend what is listed, and publish again.',
      errors: errors.map((one) => ({ path: `${one.file}:${one.line}:${one.column}`, message: one.message })),
    });
  const person = await findPersonRow(ctx.db, actor.personId);
  if (!person) throw notFound('lab');
  return readable(async () => {
    const before = await filesOf(ctx.content, commit, lab);
    const changes = changesOf(lab, before, bytes);
    const author = { name: person.name, email: person.email };
    const published = await ctx.content.publishFiles({ baseCommit: commit, author, message, changes });
    if (published.changed)
      await ctx.db.transaction((tx) =>
        audit(tx, actor, 'lab.publish', { kind: 'lab', id: lab }, { commit: published.commit }),
      );
    await askForSync(ctx, actor);
    return published;
  });
}

/** By path in the lab's folder. */
async function filesOf(
  content: ContentRepository,
  commit: string,
  lab: string,
): Promise<Map<string, Uint8Array>> {
  const found = await content.readFiles(commit, lab);
  return new Map([...found].map(([path, bytes]) => [path.slice(lab.length + 1), bytes]));
}

/** By path from the content's root: what differs, and null for what is gone. */
function changesOf(
  lab: string,
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): Map<string, Uint8Array | null> {
  const changes = new Map<string, Uint8Array | null>();
  for (const [path, content] of after) {
    const old = before.get(path);
    if (!old || !Buffer.from(old).equals(content)) changes.set(`${lab}/${path}`, content);
  }
  for (const path of before.keys()) if (!after.has(path)) changes.set(`${lab}/${path}`, null);
  return changes;
}

function load(
  ctx: Context,
  lab: string,
  files: readonly LabFile[],
  skills: readonly string[] | undefined,
): { bytes: Map<string, Uint8Array>; definition: LabDefinition | null; problems: SourceProblem[] } {
  const bytes = takePosted(files);
  const { lab: loaded, problems } = loadPosted(ctx, lab, bytes, skills);
  return { bytes, definition: loaded?.definition ?? null, problems: problems.map((one) => inLab(lab, one)) };
}

function inLab(lab: string, { file, ...problem }: ContentProblem): SourceProblem {
  return { ...problem, file: file.startsWith(`${lab}/`) ? file.slice(lab.length + 1) : file };
}

function readingOf(definition: LabDefinition): NonNullable<SourceCheck['reading']> {
  const params = unboundParams(definition);
  const { intro, outro, tasks } = compileTexts(definition, params);
  return {
    title: definition.title,
    summary: definition.summary,
    intro,
    outro,
    tasks: definition.tasks.map((task) => {
      const texts = tasks.get(task.id);
      return {
        id: task.id,
        title: task.title,
        points: task.points,
        body: texts?.body ?? { type: 'root', children: [] },
        hints: task.hints.map(({ cost }, index) => ({ cost, body: texts?.hints[index] ?? null })),
        checks: task.checks.map(({ title }) => title),
        questions:
          task.kind === 'quiz'
            ? task.questions.map(({ id, options }) => ({
                body: texts?.questions.get(id)?.body ?? { type: 'root', children: [] },
                options: options.map((option) => renderParams(option, params)),
              }))
            : [],
      };
    }),
  };
}

/** What an editor of any lab is told beside its files. */
function surroundings(
  ctx: Context,
  skills: SkillsYaml,
): Pick<LabSource, 'environments' | 'skills' | 'schemas'> {
  const schemas = jsonSchemas();
  const schema = (name: string): unknown => JSON.parse(schemas[`${name}.schema.json`] ?? '{}');
  return {
    environments: ctx.topologyNames(),
    skills: skillIds(skills),
    schemas: { lab: schema('lab'), task: schema('task') },
  };
}

function posted(files: ReadonlyMap<string, Uint8Array>): LabFile[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return [...files].map(([path, bytes]) => {
    try {
      return { path, content: decoder.decode(bytes), encoding: 'utf8' };
    } catch {
      return { path, content: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
    }
  });
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw contentProblem(error);
  }
}
