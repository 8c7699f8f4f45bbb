import type { LabTestStep, LabTestSummary, LabTestView } from '@springboard/contracts/lab-tests.ts';
import { findEnvironment, listStageEvents } from '@springboard/db/repositories/environments.ts';
import {
  findNamedLabTest,
  type LabTestStepRow,
  listLabTestSteps,
  type NamedLabTestRow,
} from '@springboard/db/repositories/lab-tests.ts';
import type { CheckSeen, Finding } from '@springboard/grading/contract/report.ts';
import { notFound } from '../access.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { StoredSpec } from '../environments/spec.ts';
import { viewQueue, viewStagesOf } from '../environments/view.ts';

/** A test in a list. */
export function summaryOf(row: NamedLabTestRow): LabTestSummary {
  const { id, slug, title, source, commit, hash, seed, state, reason, requestedBy, byName } = row;
  return {
    id,
    lab: slug,
    title,
    source,
    commit,
    hash,
    seed,
    state,
    reason,
    by: requestedBy === system ? null : { id: requestedBy, name: byName ?? requestedBy },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** A test with all its steps, as its page shows it. Errors: `not-found`. */
export async function viewLabTest(ctx: Context, id: string): Promise<LabTestView> {
  const row = await findNamedLabTest(ctx.db, id);
  if (!row) throw notFound('test');
  return {
    ...summaryOf(row),
    revision: row.revision,
    now: row.state === 'queued' ? await waitsFor(ctx, row) : row.now,
    steps: (await listLabTestSteps(ctx.db, id)).map(viewStep),
    kept: await viewKept(ctx, row),
  };
}

function viewStep({
  number,
  seed,
  task,
  step,
  ok,
  durationMs,
  findings,
  checks,
  log,
}: LabTestStepRow): LabTestStep {
  const seen = checks as CheckSeen[];
  return {
    number,
    seed,
    task,
    step,
    ok,
    durationMs,
    findings: findings as Finding[],
    checks: seen.map(({ id, verdict, learnerText, durationMs: ms }) => ({
      id,
      verdict,
      learnerText,
      durationMs: ms,
    })),
    hasLog: log !== '' || seen.some(({ evidence }) => evidence.stdout !== '' || evidence.stderr !== ''),
  };
}

/** What a test that has not begun is waiting for. */
async function waitsFor(ctx: Context, row: NamedLabTestRow): Promise<NonNullable<LabTestView['now']>> {
  const environment =
    row.environmentId === null ? undefined : await findEnvironment(ctx.db, row.environmentId);
  const now = (step: string, text: string | null = null) => ({ task: null, step, text });
  if (!environment) return now('queue', 'It waits until other tests are over.');
  const queue = viewQueue(environment.queue);
  if (environment.state === 'queued')
    return now(
      'queue',
      queue ? `It waits for ${words[queue.waitsFor]}: place ${queue.place} of ${queue.of}.` : null,
    );
  const stages = viewStagesOf(environment, await listStageEvents(ctx.db, environment.id));
  const stage = stages.find(({ status }) => status === 'running');
  return now('environment', stage ? (stage.message ?? stage.stage) : null);
}

const words = {
  memory: 'memory',
  cpu: 'processors',
  disk: 'disk space',
  turn: 'its turn',
  team: 'its turn',
} as const;

async function viewKept(ctx: Context, row: NamedLabTestRow): Promise<LabTestView['kept']> {
  const { environmentId, keptUntil } = row;
  if (environmentId === null || keptUntil === null) return null;
  const environment = await findEnvironment(ctx.db, environmentId);
  const spec = StoredSpec.safeParse(environment?.spec);
  if (environment?.state !== 'ready' || !spec.success) return null;
  const shells = spec.data.topology.nodes.flatMap(
    ({ name }) => ctx.driver.shellCommand(environmentId, name) ?? [],
  );
  return { environmentId, until: keptUntil.toISOString(), shells };
}
