import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { LabSlug } from '@springboard/contracts/labs.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Output } from '@springboard/host/output.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { likelySkill, scaffold, titleOf } from '@springboard/lab-format/scaffold.ts';
import { alternatives } from '@springboard/lab-format/suggest.ts';
import { CliError, exit } from '../api/errors.ts';

export interface NewOptions {
  readonly labs: string;
  readonly environment: string;
  readonly title: string | undefined;
}

/** `springboard lab new SLUG --environment NAME`: a lab that lints clean and keeps its contract, to be changed from there. */
export async function newCommand(
  slug: string,
  options: NewOptions,
  topologies: ReadonlyMap<string, Topology>,
  output: Output,
): Promise<void> {
  if (!LabSlug.safeParse(slug).success)
    throw new CliError(
      exit.usage,
      `"${slug}" is no name for a lab.`,
      'Write <group>/<name> in lower-case letters, digits and hyphens, such as ceph/replace-failed-osd.',
    );
  const topology = topologies.get(options.environment);
  if (!topology)
    throw new CliError(
      exit.notFound,
      `There is no environment "${options.environment}".${alternatives(options.environment, topologies.keys())}`,
    );
  const folder = join(options.labs, slug);
  if (await exists(folder))
    throw new CliError(
      exit.failed,
      `${folder} is there already; nothing was changed.`,
      'Choose another name.',
    );
  const { skills, problems } = await loadLabs(options.labs, { only: [] });
  const skill = likelySkill(slug, skills);
  if (skill === undefined)
    throw new CliError(
      exit.failed,
      `${join(options.labs, 'skills.yaml')} names no skill, and a lab needs one.`,
      problems[0]?.message,
    );
  const node = topology.nodes.find(({ role, terminal }) => role === 'learner' && terminal)?.name;
  if (node === undefined) throw new CliError(exit.failed, `${topology.name} has no node for learners.`);
  const files = scaffold({
    slug,
    title: options.title ?? titleOf(slug),
    environment: topology.name,
    skill,
    node,
    schemas: schemasFrom(folder),
  });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content, { flag: 'wx' });
    output.line(`  ${relative(process.cwd(), join(folder, file))}`);
  }
  output.line();
  output.line(`It is a whole lab already. Change it file by file, and prove it again after each step:`);
  output.line(`  npm run springboard -- lab lint ${slug}`);
  output.line(`  npm run springboard -- lab test ${slug}`);
  output.line(`Its skill is "${skill}" for now: choose from ${join(options.labs, 'skills.yaml')}.`);
}

function schemasFrom(folder: string): string | undefined {
  const inside = relative(repositoryRoot, resolve(folder));
  if (inside.startsWith('..')) return undefined;
  return relative(folder, join(repositoryRoot, 'docs/authoring/schema'));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
