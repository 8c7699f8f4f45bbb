import type { EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { FleetRow } from '@springboard/db/repositories/fleet.ts';
import { loadDefinition } from '../labs/definitions.ts';

/** A row of the fleet as operators see it. */
export async function summaryOf(db: Queryable, row: FleetRow): Promise<EnvironmentSummary> {
  const lab = row.labVersionId === null ? null : (await loadDefinition(db, row.labVersionId)).title;
  return {
    id: row.id,
    topology: row.topology,
    purpose: row.purpose,
    state: row.state,
    stage: row.state === 'queued' ? 'queue' : row.stageStatus === 'finished' ? null : row.stage,
    frozen: (row.frozen && row.state === 'pooled') || row.state === 'paused',
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? row.ownerId },
    attemptId: row.attemptId,
    lab,
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    problem: row.problem?.title ?? null,
  };
}
