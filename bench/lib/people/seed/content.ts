import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Database } from '@springboard/db/client.ts';
import { publishLab, saveLabVersion } from '@springboard/db/repositories/labs.ts';
import { savePath } from '@springboard/db/repositories/paths.ts';
import { contentSync } from '@springboard/db/schema/content.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { PathDefinition, PathItem } from '@springboard/lab-format/model/path.ts';
import { drawParams, type Params } from '@springboard/lab-format/params.ts';
import { pathId, readingId, type Size } from '../size.ts';

/** What rows of people and attempts name of the content. */
export interface SeededContent {
  readonly skillIds: readonly string[];
  /** Values of each lab's parameters, by its slug. */
  readonly params: Readonly<Record<string, Params>>;
}

/** Labs as this repository has them, under other names, so that they are as large as real ones; and a path of all of them. */
export async function seedContent(db: Database, size: Size): Promise<SeededContent> {
  const { labs, skills } = await loadLabs(join(repositoryRoot, 'labs'));
  const now = new Date();
  const params: Record<string, Params> = {};
  for (let number = 1; number <= size.labs; number++) {
    const like = labs[number % labs.length]?.definition;
    if (!like) throw new Error('this repository has no labs');
    const slug = `bench/lab-${String(number).padStart(2, '0')}`;
    const definition = { ...like, slug, title: `${like.title} ${number}` };
    const versionId = await saveLabVersion(db, { slug, hash: slug, commit: null, definition });
    await publishLab(db, slug, versionId, now);
    params[slug] = drawParams(definition.params, 'seed');
  }
  const skillIds = Object.values(skills).flatMap((group) => Object.keys(group.skills));
  const definition = aPathOf(Object.keys(params), skillIds);
  await savePath(db, { id: pathId, definition, commit: null, publishedAt: now });
  await db
    .insert(contentSync)
    .values({ requested: 1, done: 1, startedAt: now, endedAt: now, goodAt: now, skills });
  return { skillIds, params };
}

function aPathOf(slugs: readonly string[], skillIds: readonly string[]): PathDefinition {
  const reading: PathItem = {
    kind: 'reading',
    id: readingId,
    title: 'How we work',
    url: null,
    file: 'how-we-work.md',
    markdown: 'Say what you see before you say what it means.\n\n'.repeat(40),
    due: 1,
    requires: [],
    optional: false,
  };
  const labs = slugs.map(
    (id, index): PathItem => ({
      kind: 'lab',
      id,
      due: index * 2,
      requires: index === 0 ? [] : [slugs[index - 1] ?? ''],
      optional: false,
      pass: 0.7,
      secondReviewer: false,
    }),
  );
  return {
    id: pathId,
    title: 'Everything',
    summary: 'For a benchmark',
    owner: null,
    requires: [],
    items: [reading, ...labs],
    readiness: [
      {
        id: 'on-call',
        title: 'On call',
        labs: slugs.slice(0, 10),
        pass: 0.8,
        signOffs: skillIds.slice(0, 2),
        expires: 180,
      },
      {
        id: 'storage',
        title: 'Storage on their own',
        labs: slugs.slice(10, 20),
        pass: null,
        signOffs: skillIds.slice(2, 4),
        expires: null,
      },
    ],
  };
}
