import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { insertEnvironmentEvent, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import { lastStageDuration } from '@springboard/db/repositories/stage-times.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import type { Gradable } from '../../grading/gradable.ts';
import { lackOfRoom } from './disk-room.ts';
import { beginSave } from './save.ts';
import { hasRoom, planSavePoint } from './save-points.ts';

/** Where a save takes longer, in milliseconds, shells stand still too long for one that nobody asked for. */
const longestQuietSaveMs = 2_000;

/**
 * Has a save point made of what has just passed, before the next task's fault is made. Left out while something else is being done to
 * the environment, where saves are slow, where all there may be are the learner's own, and, with a note, where there is no room.
 */
export async function saveAfterTask(ctx: Context, { attempt, environmentId, task }: Gradable): Promise<void> {
  const lack = await lackOfRoom(ctx, environmentId);
  await ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, attempt.id);
    const environment = await lockEnvironment(tx, environmentId);
    if (row?.state !== 'active' || row.environmentId !== environmentId) return;
    if (environment?.state !== 'ready' || environment.pauseReason !== null) return;
    const [pending] = await listSavePoints(tx, environmentId, ['making']);
    if (pending) {
      // It is made now: a moment later the next task's fault would be half made in it.
      await beginSave(ctx, tx, pending);
      return;
    }
    if (!(await hasRoom(tx, environmentId))) return;
    if (((await lastStageDuration(tx, environmentId, 'save')) ?? 0) > longestQuietSaveMs) return;
    if (lack) {
      const message = `Not saved after “${task.title}”: ${lack.problem.title}.`;
      const note = { kind: 'stage', reason: 'save-skipped', actor: system, message } as const;
      await insertEnvironmentEvent(tx, { environmentId, at: ctx.clock(), ...note });
      return;
    }
    const title = `Passed: ${task.title}`;
    const planned = { environmentId, kind: 'task', title, taskId: task.id, actor: system } as const;
    // At once, so that the next task's fault is not half made in it.
    await beginSave(ctx, tx, await planSavePoint(ctx, tx, planned));
  });
}
