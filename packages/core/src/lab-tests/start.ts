import { randomBytes } from 'node:crypto';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabTestView, StartLabTest } from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { insertLabTest, type LabTestRow, listOpenLabTests } from '@springboard/db/repositories/lab-tests.ts';
import { findLabVersion, findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import { authorize, notFound } from '../access.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { requireOpen } from '../maintenance/require-open.ts';
import { readPosted } from './posted.ts';
import { viewLabTest } from './view.ts';

/** Tests that one person may have open: all labs a few times over, and no more than a night's work. */
const mostOpen = 100;

type Subject = Pick<
  LabTestRow,
  'slug' | 'title' | 'topology' | 'hash' | 'commit' | 'versionId' | 'source'
> & {
  readonly definition: unknown;
};

/**
 * Starts the contract test of a lab: of what is published, or of the files given. It waits its turn. Errors: `not-found`, `invalid-input` for
 * files that are no lab, `limit-reached`, `lab-unavailable` during maintenance.
 */
export async function startLabTest(ctx: Context, actor: Actor, input: StartLabTest): Promise<LabTestView> {
  authorize(actor, 'lab.test');
  await requireOpen(ctx.db);
  const subject = input.files
    ? postedSubject(ctx, input.lab, input.files)
    : await publishedSubject(ctx, input.lab);
  const open = await listOpenLabTests(ctx.db);
  if (open.filter(({ requestedBy }) => requestedBy === actor.personId).length >= mostOpen)
    throw new ProblemError('limit-reached', 'Too many tests at once', {
      detail: `You have ${mostOpen} tests that are not over. Nothing was started.`,
      remedy: 'Wait until some are over, or cancel what you no longer need.',
    });
  const { seed = drawSeed(), keep } = input;
  const row = await ctx.db.transaction(async (tx) => {
    const made = await addLabTest(ctx, tx, { ...subject, seed, keep, requestedBy: actor.personId });
    const detail = { labTestId: made.id, source: made.source, hash: made.hash, seed };
    await audit(tx, actor, 'lab.test', { kind: 'lab', id: made.slug }, detail);
    return made;
  });
  return viewLabTest(ctx, row.id);
}

/** The same for the schedule. Null when the lab is not published any more. */
export async function scheduleLabTest(ctx: Context, slug: string): Promise<LabTestRow | null> {
  const versionId = await findPublishedVersion(ctx.db, slug);
  if (versionId === undefined) return null;
  const subject = await publishedSubject(ctx, slug);
  const more = { source: 'schedule', seed: drawSeed(), keep: false, requestedBy: system } as const;
  return ctx.db.transaction((tx) => addLabTest(ctx, tx, { ...subject, ...more }));
}

async function addLabTest(
  ctx: Context,
  tx: Transaction,
  given: Subject & Pick<LabTestRow, 'seed' | 'keep' | 'requestedBy'>,
): Promise<LabTestRow> {
  const row = await insertLabTest(tx, { ...given, state: 'queued', createdAt: ctx.clock() });
  await ctx.enqueue(tx, 'lab.test', { labTestId: row.id });
  return row;
}

async function publishedSubject(ctx: Context, slug: string): Promise<Subject> {
  const versionId = await findPublishedVersion(ctx.db, slug);
  const version = versionId === undefined ? undefined : await findLabVersion(ctx.db, versionId);
  if (!version) throw notFound('lab');
  const { title, environment: topology } = await loadDefinition(ctx.db, version.id);
  const { hash, commit } = version;
  return {
    slug,
    title,
    topology,
    hash,
    commit,
    versionId: version.id,
    source: 'published',
    definition: null,
  };
}

function postedSubject(ctx: Context, slug: string, files: NonNullable<StartLabTest['files']>): Subject {
  const { definition, hash } = readPosted(ctx, slug, files);
  const { title, environment: topology } = definition;
  return { slug, title, topology, hash, commit: null, versionId: null, source: 'files', definition };
}

function drawSeed(): string {
  return randomBytes(3).toString('hex');
}
