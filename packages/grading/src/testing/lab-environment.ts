import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import type { ImageRef } from '@springboard/environments/driver.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { type ContractEnvironment, openEnvironment } from '../contract/environment.ts';

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

export interface LabEnvironment extends ContractEnvironment, AsyncDisposable {
  readonly driver: IncusDriver;
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
    const spec = { id: environmentId, topology, images, authorizedKey: noKey };
    const environment = await openEnvironment(driver, spec, AbortSignal.timeout(180_000));
    return { ...environment, driver, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
