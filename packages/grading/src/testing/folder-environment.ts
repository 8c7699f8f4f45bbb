import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecRequest } from '@springboard/environments/driver.ts';
import { execLocally } from '@springboard/environments/local-exec.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { ContractEnvironment } from '../contract/environment.ts';

/**
 * An environment without an engine: one node, whose file system is a folder of this machine, which scripts find as `$LAB_ROOT`. Scripts
 * really run, and save points are copies of the folder. `LAB_ROOT` is unset on a real node, so `${LAB_ROOT-}/srv/x` is right on both.
 */
export async function openFolder(
  topology: Pick<Topology, 'name'>,
): Promise<ContractEnvironment & AsyncDisposable & { readonly folder: string }> {
  const home = await mkdtemp(join(tmpdir(), 'springboard-contract-'));
  const folder = join(home, 'root');
  const point = (name: string) => join(home, `point-${name}`);
  await mkdir(join(folder, 'srv'), { recursive: true });
  const node = { name: 'host1', role: 'learner', terminal: true };
  return {
    folder,
    driver: {
      exec: (_environment: string, _node: string, request: ExecRequest) =>
        execLocally({ ...request, env: { ...request.env, LAB_ROOT: folder } }),
    },
    environmentId: 'folder',
    topology: { ...topology, grader: 'host1', nodes: [node] } as unknown as Topology,
    watchedFolders: [folder],
    save: (name) => cp(folder, point(name), { recursive: true, preserveTimestamps: true }),
    rewind: async (name) => {
      for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true });
      await cp(point(name), folder, { recursive: true, preserveTimestamps: true });
    },
    deleteSavePoint: (name) => rm(point(name), { recursive: true, force: true }),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  };
}
