import { randomUUID } from 'node:crypto';
import type { Database } from '@springboard/db/client.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import { savePath } from '@springboard/db/repositories/paths.ts';
import { attempt, submission } from '@springboard/db/schema/attempts.ts';
import type { PathDefinition, PathItem } from '@springboard/lab-format/model/path.ts';

export function aLabItem(id: string, more: Partial<Extract<PathItem, { kind: 'lab' }>> = {}): PathItem {
  const rest = { due: null, requires: [], optional: false, pass: 0.7, secondReviewer: false };
  return { kind: 'lab', id, ...rest, ...more };
}

export function aReadingItem(
  id: string,
  more: Partial<Extract<PathItem, { kind: 'reading' }>> = {},
): PathItem {
  const rest = {
    due: null,
    requires: [],
    optional: false,
    url: null,
    file: `${id}.md`,
    markdown: '# Read\n',
  };
  return { kind: 'reading', id, title: `Read ${id}`, ...rest, ...more };
}

export function aTeachItem(lab: string, more: Partial<Extract<PathItem, { kind: 'teach' }>> = {}): PathItem {
  const rest = { due: null, requires: [], optional: false, helpfulTo: null };
  return { kind: 'teach', id: `teach-${lab.replace('/', '-')}`, lab, ...rest, ...more };
}

/** Publishes a path of these items, as a sync of the content would. */
export async function publishPath(
  db: Database,
  id: string,
  items: readonly PathItem[],
  more: Partial<PathDefinition> = {},
): Promise<string> {
  const definition: PathDefinition = {
    id,
    title: `Path ${id}`,
    summary: 'For tests',
    owner: null,
    requires: [],
    items: [...items],
    readiness: [],
    ...more,
  };
  await savePath(db, { id, definition, commit: null, publishedAt: new Date() });
  return id;
}

export interface AttemptFacts {
  readonly personId: string;
  readonly slug: string;
  readonly number?: number;
  /** Of 10 points; an attempt without is under way. */
  readonly score?: number;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly preview?: boolean;
}

/** An attempt as it is stored once it has this score. */
export async function anAttemptRow(db: Database, facts: AttemptFacts): Promise<string> {
  const { personId, slug, number = 1, score = null, preview = false } = facts;
  const labVersionId = await findPublishedVersion(db, slug);
  if (labVersionId === undefined) throw new Error(`there is no lab ${slug}`);
  const startedAt = facts.startedAt ?? new Date();
  const id = randomUUID();
  await db.insert(attempt).values({
    id,
    personId,
    slug,
    labVersionId,
    number,
    preview,
    state: score === null ? 'active' : 'finished',
    seed: id,
    params: {},
    startedAt,
    finishedAt: score === null ? null : (facts.finishedAt ?? startedAt),
    score,
    maxScore: 10,
  });
  return id;
}

/** Work of an attempt, as it waits for a reviewer or came back from one. */
export async function someWork(
  db: Database,
  attemptId: string,
  version: number,
  state: 'handed_in' | 'returned' | 'reviewed',
): Promise<void> {
  const handedInAt = new Date();
  await db
    .insert(submission)
    .values({ attemptId, taskId: 'why', version, text: 'Because.', handedInAt, state });
}
