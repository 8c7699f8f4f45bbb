import type { Actor } from '@springboard/contracts/actor.ts';
import {
  findLabTest,
  type LabTestRow,
  type LabTestStepRow,
  listLabTestSteps,
} from '@springboard/db/repositories/lab-tests.ts';
import { junitOf, type TestedRound } from '@springboard/grading/contract/junit.ts';
import type { CheckSeen, ContractReport, Finding } from '@springboard/grading/contract/report.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';

/** A test as JUnit XML, as `springboard lab test --junit` writes it. Errors: `not-found`. */
export async function junitReport(ctx: Context, actor: Actor, id: string): Promise<string> {
  authorize(actor, 'lab.test');
  const row = await findLabTest(ctx.db, id);
  if (!row) throw notFound('test');
  return junitOf([roundOf(ctx, row, await listLabTestSteps(ctx.db, id))]);
}

function roundOf(ctx: Context, row: LabTestRow, steps: readonly LabTestStepRow[]): TestedRound {
  const from = row.startedAt ?? row.createdAt;
  const trouble = row.state === 'queued' || row.state === 'running' ? 'The test is not over.' : row.reason;
  return {
    lab: row.slug,
    round: 1,
    report: steps.length === 0 ? undefined : reportOf(row, steps),
    trouble: trouble ?? undefined,
    durationMs: (row.endedAt ?? ctx.clock()).getTime() - from.getTime(),
  };
}

function reportOf(row: LabTestRow, steps: readonly LabTestStepRow[]): ContractReport {
  const seeds = [...Map.groupBy(steps, ({ seed }) => seed)].map(([seed, own]) => ({
    seed,
    ok: own.every(({ ok }) => ok),
    steps: own.map(({ findings, checks, ...step }) => ({
      ...step,
      findings: findings as Finding[],
      checks: checks as CheckSeen[],
    })),
  }));
  return { lab: row.slug, ok: row.state === 'passed', seeds };
}
