import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type EngineApi, EngineApiError } from './api.ts';

const Names = z.array(z.string());
const Instances = z.array(z.object({ name: z.string(), project: z.string(), status: z.string() }));
const Volumes = z.array(z.object({ name: z.string(), project: z.string() }));
const Networks = z.array(
  z.object({ name: z.string(), managed: z.boolean(), config: z.record(z.string(), z.string()).nullish() }),
);
const Acls = z.array(z.object({ name: z.string(), config: z.record(z.string(), z.string()).nullish() }));
const Images = z.array(
  z.object({
    fingerprint: z.string(),
    aliases: z.array(z.object({ name: z.string() })).nullish(),
    properties: z.record(z.string(), z.string()).nullish(),
  }),
);

/** Label of every object that the driver makes; its value is the installation. */
const installationLabel = 'user.springboard.installation';

/** Incus project of an installation. */
export const projectOf = (installation: string) => `sb-${installation}`;

const lastPart = (path: string) => decodeURIComponent(path.split('?')[0]?.split('/').at(-1) ?? '');

/** Names of all projects that an installation of Springboard made: `sb-` and 8 hex digits. */
async function springboardProjects(api: EngineApi): Promise<string[]> {
  const paths = Names.parse(await api.call('GET', '/1.0/projects'));
  return paths.map(lastPart).filter((name) => /^sb-[0-9a-f]{8}$/.test(name));
}

/**
 * Installations (8 hex digits) that left anything in the engine: a project, or the rules of their networks, which belong
 * to no project and outlive it when a removal breaks off.
 */
export async function installationsIn(api: EngineApi): Promise<string[]> {
  const projects = await springboardProjects(api);
  const labels = (await listAcls(api)).map(({ config }) => config?.[installationLabel] ?? '');
  return [...new Set([...projects.map((name) => name.slice('sb-'.length)), ...labels.filter(Boolean)])];
}

async function listAcls(api: EngineApi): Promise<z.infer<typeof Acls>> {
  return Acls.parse(await api.call('GET', '/1.0/network-acls?recursion=1&project=default'));
}

/**
 * What the engine holds that is not of these projects and this pool: instances, volumes, images, storage pools, and the
 * projects of other installations. While there is any, the engine is not ours to remove.
 */
export async function foreignHoldings(
  api: EngineApi,
  ours: readonly string[],
  pool: string | undefined,
): Promise<string[]> {
  const instances = Instances.parse(await api.call('GET', '/1.0/instances?recursion=1&all-projects=true'));
  const images = Images.parse(await api.call('GET', '/1.0/images?recursion=1&all-projects=true'));
  const pools = Names.parse(await api.call('GET', '/1.0/storage-pools')).map(lastPart);
  const volumes: z.infer<typeof Volumes> = [];
  for (const name of pools) {
    const path = `/1.0/storage-pools/${encodeURIComponent(name)}/volumes/custom?recursion=1&all-projects=true`;
    volumes.push(...Volumes.parse(await api.call('GET', path)));
  }
  const others = (entry: { readonly project: string }) => !ours.includes(entry.project);
  return [
    ...instances.filter(others).map(({ project, name }) => `instance ${project}/${name}`),
    ...volumes.filter(others).map(({ project, name }) => `volume ${project}/${name}`),
    ...images
      .filter((image) => !isBuilt(image))
      .map(({ aliases, fingerprint }) => `image ${aliases?.[0]?.name ?? fingerprint.slice(0, 12)}`),
    ...pools.filter((name) => name !== pool).map((name) => `storage pool ${name}`),
    ...(await springboardProjects(api))
      .filter((name) => !ours.includes(name))
      .map((name) => `project ${name}`),
  ];
}

const isBuilt = ({ aliases, properties }: z.infer<typeof Images>[number]) =>
  properties?.['user.springboard.image'] !== undefined ||
  (aliases ?? []).some(({ name }) => /^springboard(-build)?\//.test(name));

/** The answer, or undefined when what was asked for is not there (any more). */
async function ignoreMissing(action: Promise<unknown>): Promise<unknown> {
  try {
    return await action;
  } catch (error) {
    if (!(error instanceof EngineApiError) || error.status !== 404) throw error;
    return undefined;
  }
}

/** Destroys all environments of an installation. Returns how many nodes there were; 0 without a project. */
export async function destroyInstances(
  api: EngineApi,
  installation: string,
  report: (done: number, count: number) => void = () => {},
): Promise<number> {
  const project = projectOf(installation);
  const found = await ignoreMissing(api.call('GET', `/1.0/instances?recursion=1&project=${project}`));
  const instances = Instances.parse(found ?? []);
  let done = 0;
  for (const { name, status } of instances) {
    const path = `/1.0/instances/${encodeURIComponent(name)}`;
    if (status !== 'Stopped') {
      // It may just have stopped by itself; the removal decides.
      await api
        .call('PUT', `${path}/state?project=${project}`, { action: 'stop', force: true, timeout: 30 })
        .catch(() => {});
    }
    await ignoreMissing(api.call('DELETE', `${path}?project=${project}`));
    done += 1;
    report(done, instances.length);
  }
  await removeNetworks(api, installation, project);
  return instances.length;
}

/** Networks carry the installation in their configuration, since bridges are global to a host. */
async function removeNetworks(api: EngineApi, installation: string, project: string): Promise<void> {
  for (const scope of new Set([project, 'default'])) {
    const found = await ignoreMissing(api.call('GET', `/1.0/networks?recursion=1&project=${scope}`));
    for (const network of Networks.parse(found ?? [])) {
      const ours = network.config?.[installationLabel] === installation;
      if (network.managed && ours) {
        await removeNetwork(api, `/1.0/networks/${network.name}?project=${scope}`);
      }
    }
  }
}

/** The engine trips over interfaces of nodes that are just going; a moment later it can. */
async function removeNetwork(api: EngineApi, path: string): Promise<void> {
  for (let triesLeft = 5; ; triesLeft -= 1) {
    try {
      await ignoreMissing(api.call('DELETE', path));
      return;
    } catch (error) {
      if (triesLeft === 0 || !(error instanceof EngineApiError) || error.status < 500) throw error;
      await pause(400);
    }
  }
}

/** Removes an installation from the engine: environments, networks and their rules, profiles, the project. */
export async function removeProject(api: EngineApi, installation: string): Promise<void> {
  const project = projectOf(installation);
  await destroyInstances(api, installation);
  const collections = ['storage-pools/springboard/volumes/custom', 'profiles'];
  for (const collection of collections) {
    const paths = await ignoreMissing(api.call('GET', `/1.0/${collection}?project=${project}`));
    for (const path of Names.parse(paths ?? [])) {
      const name = lastPart(path);
      if (name !== 'default') {
        await ignoreMissing(
          api.call('DELETE', `/1.0/${collection}/${encodeURIComponent(name)}?project=${project}`),
        );
      }
    }
  }
  await ignoreMissing(api.call('DELETE', `/1.0/projects/${project}`));
  for (const { name, config } of await listAcls(api)) {
    if (config?.[installationLabel] === installation)
      await ignoreMissing(api.call('DELETE', `/1.0/network-acls/${name}?project=default`));
  }
}

/** Removes all images that Springboard built. Returns how many. */
export async function removeImages(api: EngineApi): Promise<number> {
  const images = Images.parse(await api.call('GET', '/1.0/images?recursion=1&project=default'));
  const ours = images.filter(isBuilt);
  for (const { fingerprint } of ours) {
    await ignoreMissing(api.call('DELETE', `/1.0/images/${fingerprint}?project=default`));
  }
  return ours.length;
}
