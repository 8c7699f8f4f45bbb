import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { demoPath } from '../around/people.ts';
import type { DemoLab, Setting } from '../attempt/scene.ts';
import { demoId } from '../dice.ts';
import { makeHistory } from '../make-history.ts';

/** For tests: the labs and the path of this repository, as they would be in a database. */
export async function demoContent(): Promise<{ labs: Map<string, DemoLab>; path: PathDefinition }> {
  const content = await loadLabs(join(repositoryRoot, 'labs'));
  const path = content.paths.find(({ id }) => id === demoPath);
  if (!path) throw new Error(`the labs have no path ${demoPath}`);
  const labs = content.labs.map(
    ({ definition }) =>
      [definition.slug, { versionId: demoId('version', definition.slug), definition }] as const,
  );
  return { labs: new Map(labs), path };
}

/** For tests: the history up to a moment. */
export function aHistory(
  { labs, path }: Awaited<ReturnType<typeof demoContent>>,
  now: Date,
  environments: Setting['environments'] = 'ended',
) {
  return makeHistory({ now, labs, topologies: new Map(), environments }, path);
}
