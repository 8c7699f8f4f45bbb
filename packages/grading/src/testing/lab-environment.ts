import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import { DriverError, type EnvironmentSpec, type ImageRef } from '@springboard/environments/driver.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { parseDuration } from '@springboard/lab-format/duration.ts';

const repoRoot = join(import.meta.dirname, '../../../..');
const endpoint = { kind: 'unix', socket: process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket' } as const;
/** Nobody has its private half. */
const noKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0DVYrl3hIkrQ1bFJkDyTbVxN3B1zVZrx4yoEdxb2zH test';

/** Why labs cannot be tested here; undefined when they can. */
export async function engineAbsent(): Promise<string | undefined> {
  const driver = new IncusDriver({ installation: '00000000', endpoint });
  const health = await driver.health();
  await driver.close();
  return health.available ? undefined : `${health.reason} ${health.remedy}`;
}

export interface LabEnvironment extends AsyncDisposable {
  readonly driver: IncusDriver;
  readonly environmentId: string;
  readonly topology: Topology;
}

/** A fresh, healthy environment of a topology, in an installation of its own; both go with it. */
export async function openLabEnvironment(topologyName: string): Promise<LabEnvironment> {
  const topology = await loadTopology(join(repoRoot, 'infra/environments', topologyName));
  const installation = randomBytes(4).toString('hex');
  const driver = new IncusDriver({ installation, endpoint });
  const environmentId = randomUUID();
  const close = () => removeAll(driver, installation);
  try {
    const images: Record<string, ImageRef> = {};
    for (const node of topology.nodes) {
      const image = await resolveImage(repoRoot, node.image);
      images[node.name] = image;
      if (!(await driver.hasImage(image)))
        throw new Error(
          `The engine has no image ${image.name}/${image.hash}; build it with: npm run springboard -- images build`,
        );
    }
    await applyWithRetry(driver, { id: environmentId, topology, images, authorizedKey: noKey });
    for (const probe of topology.readiness) {
      const timeoutMs = parseDuration(probe.timeout);
      const result = await driver.exec(environmentId, probe.on, { command: probe.run, timeoutMs });
      if (result.exitCode !== 0) throw new Error(`${probe.title}: ${Buffer.from(result.stdout)}`);
    }
    return { driver, environmentId, topology, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As the platform does it: what an engine under load refuses once, it does at the second call. */
async function applyWithRetry(driver: IncusDriver, spec: EnvironmentSpec): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await driver.apply(spec, () => {}, AbortSignal.timeout(60_000));
      return;
    } catch (error) {
      if (tries === 3 || !(error instanceof DriverError && error.retryable)) throw error;
    }
  }
}
