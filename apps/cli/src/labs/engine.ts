import { randomBytes, randomUUID } from 'node:crypto';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { type IncusDriver, openIncusDriver } from '@springboard/driver-incus/driver.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import type { ImageRef } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { type ContractEnvironment, openEnvironment } from '@springboard/grading/contract/environment.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { CliError, exit } from '../api/errors.ts';

/** Nobody has its private half: a contract test needs no SSH. */
const noKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0DVYrl3hIkrQ1bFJkDyTbVxN3B1zVZrx4yoEdxb2zH contract-test';

export interface TestEnvironment {
  readonly environment: ContractEnvironment;
  /** How to get into its nodes through the engine, a command each. */
  readonly shells: readonly string[];
}

/** Environments of one run of `lab test`, in an installation of their own beside the platform's; nothing of either touches the other. */
export class TestEngine {
  readonly installation: string;
  readonly #driver: IncusDriver;
  readonly #topologies: ReadonlyMap<string, Topology>;

  constructor(installation: string, driver: IncusDriver, topologies: ReadonlyMap<string, Topology>) {
    this.installation = installation;
    this.#driver = driver;
    this.#topologies = topologies;
  }

  /** Errors: the engine is away, or an image that is not built yet. */
  async open(name: string, signal: AbortSignal, report: (stage: string) => void): Promise<TestEnvironment> {
    const topology = this.#topologies.get(name);
    if (!topology) throw new CliError(exit.notFound, `There is no environment "${name}".`);
    const images: Record<string, ImageRef> = {};
    for (const node of topology.nodes) {
      const image = await resolveImage(repositoryRoot, node.image);
      images[node.name] = image;
      if (await this.#driver.hasImage(image)) continue;
      throw new CliError(
        exit.failed,
        `The engine does not hold the image ${image.name} that ${topology.name} needs.`,
        `Build it: npm run springboard -- images build ${image.name}`,
      );
    }
    const id = randomUUID();
    try {
      const spec = { id, topology, images, authorizedKey: noKey };
      const environment = await openEnvironment(this.#driver, spec, signal, report);
      const shells = topology.nodes.map((node) => this.#driver.shellCommand(id, node.name));
      return { environment, shells };
    } catch (error) {
      await this.#driver.destroy(id);
      throw error;
    }
  }

  async destroy({ environment }: TestEnvironment): Promise<void> {
    await this.#driver.destroy(environment.environmentId);
  }

  /** Removes what is left of the installation, kept environments too, and closes. */
  async remove(): Promise<void> {
    await removeAll(this.#driver, this.installation);
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

/** The engine that the configuration names, for the installation given or a new one. Errors: it does not answer. */
export async function openTestEngine(
  config: Pick<LauncherConfig, 'engine'>,
  topologies: ReadonlyMap<string, Topology>,
  installation = randomBytes(4).toString('hex'),
): Promise<TestEngine> {
  const { engine } = config;
  const driver = await openIncusDriver(
    engine.kind === 'local'
      ? { installation, socket: engine.socket }
      : { ...engine, installation, socket: '', serverCertificate: engine.serverCertificate ?? undefined },
  );
  const health = await driver.health();
  if (!health.available) {
    await driver.close();
    throw new CliError(exit.away, health.reason, health.remedy);
  }
  return new TestEngine(installation, driver, topologies);
}
