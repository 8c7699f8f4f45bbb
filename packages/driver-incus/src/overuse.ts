import type { StoppedNode } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { isOurHost } from './endpoint.ts';
import { KernelObjects } from './kernel-objects.ts';
import { environmentLabel, installationNames, nodeLabel } from './names.ts';
import { setState } from './node-state.ts';
import { labelledInstances } from './observe.ts';

/** Stops nodes that make the host's kernel keep far more than any lab needs. Works on the engine's own host as root; elsewhere it does nothing. */
export class OveruseKeeper {
  readonly #client: IncusClient;
  readonly #installation: string;
  readonly #objects: KernelObjects | undefined;

  constructor(client: IncusClient, installation: string) {
    this.#client = client;
    this.#installation = installation;
    this.#objects = isOurHost(client.endpoint)
      ? new KernelObjects(installationNames(installation).project)
      : undefined;
  }

  /** A stopped node's namespaces are gone, and what was in them. Answers which were stopped. */
  async stop(): Promise<StoppedNode[]> {
    const overused = (await this.#objects?.overused()) ?? [];
    if (overused.length === 0) return [];
    const instances = await labelledInstances(this.#client, this.#installation);
    const { project } = installationNames(this.#installation);
    const stopped = new Map<string, StoppedNode>();
    for (const { container, what, count } of overused) {
      const instance =
        instances.find(({ name }) => name === container) ??
        instances.find(({ name }) => name === container.replace(/-\d+$/, ''));
      const environmentId = instance?.config[environmentLabel];
      const node = instance?.config[nodeLabel];
      if (instance === undefined || environmentId === undefined || node === undefined) continue;
      if (stopped.has(instance.name)) continue;
      await setState(this.#client, project, instance.name, 'stop').catch((error: unknown) => {
        if (!(error instanceof Error && /already stopped|is not running/i.test(error.message))) throw error;
      });
      stopped.set(instance.name, { environmentId, node, what, count });
    }
    return [...stopped.values()];
  }
}
