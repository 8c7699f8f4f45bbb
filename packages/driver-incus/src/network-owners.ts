import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { Network, NetworkPaths } from './incus-types.ts';
import { environmentLabel, environmentNetworkPrefixes, installationLabel } from './names.ts';

interface OwnedNetwork {
  readonly name: string;
  readonly environmentId: string;
}

/**
 * Which network belongs to which environment. The engine lists names at once, but for one network's labels it goes through every instance
 * there is; and a name, once an environment's, can be no other's. So labels are read once for each name.
 */
export class NetworkOwners {
  readonly #client: IncusClient;
  readonly #installationId: string;
  readonly #owners = new Map<string, string>();

  constructor(client: IncusClient, installationId: string) {
    this.#client = client;
    this.#installationId = installationId;
  }

  /** Every network of environments of the installation, or of one of its environments. */
  async networks(environmentId?: string, signal?: AbortSignal): Promise<OwnedNetwork[]> {
    const prefixes = environmentNetworkPrefixes(this.#installationId);
    const paths = await this.#client.get('/1.0/networks', NetworkPaths, { signal });
    const names = paths.flatMap((path) => path.split('/').pop() ?? []);
    const candidates = names.filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
    const there = new Set(candidates);
    for (const name of this.#owners.keys()) if (!there.has(name)) this.#owners.delete(name);
    const owned = await allOrFirstError(candidates, async (name) => {
      const owner = this.#owners.get(name) ?? (await this.#read(name, signal));
      if (owner === undefined || (environmentId !== undefined && owner !== environmentId)) return [];
      return [{ name, environmentId: owner }];
    });
    return owned.flat();
  }

  /** The owner by its labels; those of others, or without, are not remembered, since they may go and ours take the name. */
  async #read(name: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    try {
      const { config } = await this.#client.get(`/1.0/networks/${name}`, Network, { signal });
      const owner = config[environmentLabel];
      if (owner === undefined || config[installationLabel] !== this.#installationId) return undefined;
      this.#owners.set(name, owner);
      return owner;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
