import { randomUUID } from 'node:crypto';
import type { Transaction } from '@springboard/db/client.ts';
import { insertEnvironment, insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import type { ImageRef } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from './admission/ask.ts';
import { generationOf } from './generation.ts';
import { makeSshKeyPair } from './keys.ts';
import { seal } from './seal.ts';
import type { StoredSpec } from './spec.ts';

/** All that is decided about an environment before its row is written. */
export interface EnvironmentPlan {
  readonly id: string;
  readonly spec: StoredSpec;
  readonly generation: string;
  readonly publicKey: string;
  readonly sealedPrivateKey: string;
}

/** Decides on a new environment: its id, its images, and a key pair of its own. */
export async function planEnvironment(
  ctx: Context,
  topology: Topology,
  images: Readonly<Record<string, ImageRef>>,
): Promise<EnvironmentPlan> {
  const id = randomUUID();
  const keys = await makeSshKeyPair(`springboard-${ctx.installation}-${id}`);
  return {
    id,
    spec: { topology, images: { ...images } },
    generation: generationOf(topology, images),
    publicKey: keys.publicKey,
    sealedPrivateKey: seal(ctx.secret, id, keys.privateKey),
  };
}

/** Made for whoever waits, whatever is pooled or on its way there. */
export interface Anew {
  /** In line since then; from now on when absent. */
  readonly requestedAt?: Date;
  readonly reason: 'started' | 'probe-failed';
}

/** Writes the row of an environment that an attempt waits for; admission decides when and from what it is made. */
export async function insertPlanned(
  ctx: Context,
  tx: Transaction,
  plan: EnvironmentPlan,
  actor: string,
  anew?: Anew,
): Promise<void> {
  const now = ctx.clock();
  await insertEnvironment(tx, {
    ...plan,
    topology: plan.spec.topology.name,
    state: 'queued',
    createdAt: anew?.requestedAt ?? now,
    claimedAt: anew ? now : null,
  });
  await insertEnvironmentEvent(tx, {
    environmentId: plan.id,
    at: now,
    kind: 'state',
    toState: 'queued',
    actor,
    reason: anew?.reason ?? 'started',
  });
  await askForAdmission(ctx, tx);
}

/**
 * Writes the row of an environment for a contract test: made anew and no learner's, so that what is pooled stays theirs. It waits behind all
 * of them.
 */
export async function insertForTest(
  ctx: Context,
  tx: Transaction,
  plan: EnvironmentPlan,
  actor: string,
): Promise<void> {
  const now = ctx.clock();
  await insertEnvironment(tx, {
    ...plan,
    topology: plan.spec.topology.name,
    state: 'queued',
    purpose: 'test',
    createdAt: now,
    claimedAt: now,
  });
  const event = { environmentId: plan.id, at: now, actor, reason: 'started' };
  await insertEnvironmentEvent(tx, { ...event, kind: 'state', toState: 'queued' });
  await askForAdmission(ctx, tx);
}

/** Writes the row of an environment that is made in advance, and the job that makes it. */
export async function insertPooled(ctx: Context, tx: Transaction, plan: EnvironmentPlan): Promise<void> {
  const now = ctx.clock();
  await insertEnvironment(tx, {
    ...plan,
    topology: plan.spec.topology.name,
    state: 'provisioning',
    purpose: 'pool',
    createdAt: now,
  });
  const event = { environmentId: plan.id, at: now, actor: system };
  await insertEnvironmentEvent(tx, { ...event, kind: 'state', toState: 'provisioning', reason: 'admitted' });
  await ctx.enqueue(tx, 'environment.provision', { environmentId: plan.id });
}
