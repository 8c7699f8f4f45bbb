import type { Actor } from '@springboard/contracts/actor.ts';
import type {
  MaintenanceBegun,
  MaintenanceInput,
  MaintenanceView,
} from '@springboard/contracts/maintenance.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { attemptStates, listEnvironments } from '@springboard/db/repositories/environments.ts';
import {
  endMaintenanceRow,
  findMaintenance,
  saveMaintenance,
} from '@springboard/db/repositories/maintenance.ts';
import { authorize } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { endEnvironment } from '../fleet/manage.ts';

/** What everybody who is signed in may know of it. */
export async function viewMaintenance(ctx: Pick<Context, 'db'>, actor: Actor): Promise<MaintenanceView> {
  authorize(actor, 'person.self.read');
  const row = await findMaintenance(ctx.db);
  return { maintenance: row ? { text: row.text, since: row.startedAt.toISOString() } : null };
}

/**
 * Begins maintenance, or changes its words: no lab starts, and nothing is made anew for one that runs. What runs goes on to its own end, or with
 * `endRunning` is taken down; its attempts keep what has passed, and get a fresh environment by *Reset* when it is over.
 */
export async function beginMaintenance(
  ctx: Context,
  actor: Actor,
  { text, endRunning }: MaintenanceInput,
): Promise<MaintenanceBegun> {
  authorize(actor, 'environment.any.manage');
  await ctx.db.transaction(async (tx) => {
    await saveMaintenance(tx, { text, startedBy: actor.personId, startedAt: ctx.clock() });
    await audit(
      tx,
      actor,
      'maintenance.begin',
      { kind: 'installation', id: 'maintenance' },
      { text, endRunning },
    );
    await notifyChange(tx, { kind: 'catalogue' });
  });
  if (!endRunning) return { ended: 0 };
  // Each by itself: one that cannot be ended now keeps none of the others.
  const running = (await listEnvironments(ctx.db, attemptStates)).filter(
    ({ purpose }) => purpose === 'attempt',
  );
  for (const row of running) await endEnvironment(ctx, actor, row, 'environment.operator-destroy');
  return { ended: running.length };
}

/** Labs start again. Ending what is over changes nothing. */
export async function endMaintenance(ctx: Pick<Context, 'db'>, actor: Actor): Promise<void> {
  authorize(actor, 'environment.any.manage');
  await ctx.db.transaction(async (tx) => {
    if (!(await endMaintenanceRow(tx))) return;
    await audit(tx, actor, 'maintenance.end', { kind: 'installation', id: 'maintenance' });
    await notifyChange(tx, { kind: 'catalogue' });
  });
}
