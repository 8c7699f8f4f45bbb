import { randomUUID } from 'node:crypto';
import type { Transaction } from '@springboard/db/client.ts';
import { insertEnvironment, insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import type { ImageRef } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Context } from '../context.ts';
import { makeSshKeyPair } from './keys.ts';
import { seal } from './seal.ts';
import type { StoredSpec } from './spec.ts';

/** All that is decided about an environment before its row is written. */
export interface EnvironmentPlan {
  readonly id: string;
  readonly spec: StoredSpec;
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
    publicKey: keys.publicKey,
    sealedPrivateKey: seal(ctx.secret, id, keys.privateKey),
  };
}

/** Writes the row of a planned environment and the job that makes it. */
export async function insertPlanned(
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
    createdAt: now,
  });
  await insertEnvironmentEvent(tx, {
    environmentId: plan.id,
    at: now,
    kind: 'state',
    toState: 'queued',
    actor,
    reason: 'started',
  });
  await ctx.enqueue(tx, 'environment.provision', { environmentId: plan.id });
}
