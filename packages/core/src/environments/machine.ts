import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import {
  changeEnvironment,
  type EnvironmentRow,
  insertEnvironmentEvent,
  lastStateChange,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import { endFollowsOfEnvironment } from '../follows/end-with-environment.ts';

/** Every edge of an environment's life; nothing else is ever written to `environment.state`. */
export const edges: Readonly<Record<EnvironmentState, readonly EnvironmentState[]>> = {
  queued: ['provisioning', 'failed', 'destroying', 'destroyed'],
  provisioning: ['pooled', 'claimed', 'failed', 'destroying'],
  pooled: ['claimed', 'failed', 'lost', 'destroying'],
  claimed: ['ready', 'failed', 'lost', 'destroying'],
  ready: ['paused', 'saving', 'rewinding', 'lost', 'destroying'],
  paused: ['ready', 'failed', 'lost', 'destroying'],
  saving: ['ready', 'failed', 'lost', 'destroying'],
  rewinding: ['ready', 'failed', 'lost', 'destroying'],
  failed: ['destroying'],
  lost: ['destroying'],
  destroying: ['destroyed'],
  destroyed: [],
};

export function isEdge(from: EnvironmentState, to: EnvironmentState): boolean {
  return edges[from].includes(to);
}

/** States in which an environment holds or is about to hold parts of the engine for its person. */
export const livingStates = [
  'queued',
  'provisioning',
  'pooled',
  'claimed',
  'ready',
  'paused',
  'saving',
  'rewinding',
] as const satisfies readonly EnvironmentState[];

/** Why an edge was taken. */
export type EdgeReason =
  | 'started'
  | 'provisioned'
  | 'finished'
  | 'reset'
  | 'retry'
  | 'expired'
  | 'unowned'
  | 'deadline'
  | 'engine-error'
  | 'setup-error'
  | 'instance-gone'
  | 'removed'
  /** A request that a pooled environment served; nothing of its own was ever made. */
  | 'served-from-pool'
  | 'admitted'
  | 'pooled'
  | 'claimed'
  | 'idle'
  | 'asked'
  /** A save point that comes by itself. */
  | 'automatic'
  | 'resumed'
  | 'saved'
  | 'rewound'
  | 'outdated'
  | 'surplus'
  | 'probe-failed'
  /** A node made the host's kernel keep far more than any lab needs. */
  | 'overuse'
  | 'operator';

export interface Edge {
  readonly id: string;
  /** The edge is taken only from one of these: who comes second finds another state and does nothing. */
  readonly from: readonly EnvironmentState[];
  readonly to: EnvironmentState;
  readonly reason: EdgeReason;
  /** Person id, or `system`. */
  readonly actor: string;
  readonly message?: string | undefined;
  readonly set?: Partial<
    Pick<
      EnvironmentRow,
      | 'readyAt'
      | 'expiresAt'
      | 'endedAt'
      | 'problem'
      | 'promptOpen'
      | 'purpose'
      | 'course'
      | 'frozen'
      | 'queue'
      | 'probedAt'
      | 'claimedAt'
      | 'pausedAt'
      | 'pauseReason'
      | 'savePointId'
    >
  >;
}

/**
 * Takes an edge, records it and announces it, all in `tx`; null when the environment was in no state of `from`.
 * Locks the attempt before the environment, as everything does.
 */
export async function transition(tx: Transaction, edge: Edge, now: Date): Promise<EnvironmentRow | null> {
  const attempt = await lockAttemptOfEnvironment(tx, edge.id);
  const row = await lockEnvironment(tx, edge.id);
  if (!row || !edge.from.includes(row.state)) return null;
  if (!isEdge(row.state, edge.to)) throw new Error(`No edge leads from ${row.state} to ${edge.to}.`);

  const since = (await lastStateChange(tx, edge.id)) ?? row.createdAt;
  const ends = edge.to === 'destroying' || edge.to === 'failed' || edge.to === 'lost';
  const set = { ...(ends ? { promptOpen: false } : {}), ...edge.set, state: edge.to };
  await changeEnvironment(tx, edge.id, set);
  await insertEnvironmentEvent(tx, {
    environmentId: edge.id,
    at: now,
    kind: 'state',
    fromState: row.state,
    toState: edge.to,
    actor: edge.actor,
    reason: edge.reason,
    message: edge.message ?? null,
    durationMs: Math.max(0, now.getTime() - since.getTime()),
  });
  if (ends) await endFollowsOfEnvironment(tx, edge.id, now);
  if (attempt) await changeAttempt(tx, attempt.id);
  if (ends) await notifyChange(tx, { kind: 'environment-ended', environmentId: edge.id });
  return { ...row, ...set };
}
