import { availableParallelism } from 'node:os';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { run } from '../run.ts';
import { type EngineFacts, engineFacts } from './engine.ts';
import { type IsolationFacts, isolationFacts } from './isolation.ts';
import { type Feature, type FeatureState, kernelFacts } from './kernel.ts';
import { limitFacts, openFilesLimit } from './limits.ts';
import { type OsFacts, osFacts, type PrivilegeFacts, privilegeFacts } from './os.ts';
import { type CgroupFacts, cgroupFacts, portFree, type ResourceFacts, resourceFacts } from './resources.ts';

/** Everything known of this machine; checks and the plan are made from it alone. */
export interface HostFacts {
  readonly os: OsFacts;
  readonly privileges: PrivilegeFacts;
  readonly kernel: Readonly<Record<Feature, FeatureState>>;
  readonly cgroups: CgroupFacts;
  readonly limits: Readonly<Record<string, number | null>>;
  readonly openFiles: number | null;
  readonly resources: ResourceFacts;
  readonly engine: EngineFacts;
  readonly isolation: IsolationFacts;
  readonly ports: readonly { readonly port: number; readonly purpose: string; readonly free: boolean }[];
  readonly versions: { readonly node: string; readonly npm: string | null };
}

/** Looks at the machine; takes about a quarter of a second and changes nothing. */
export async function collectFacts(
  config: Pick<LauncherConfig, 'state' | 'engine' | 'bind'>,
  ports: readonly { readonly port: number; readonly purpose: string }[],
): Promise<HostFacts> {
  const os = await osFacts();
  const privileges = await privilegeFacts();
  const [kernel, engine, isolation, npm] = await Promise.all([
    kernelFacts(os.kernel),
    engineFacts(config.engine),
    isolationFacts(config.engine, privileges.root),
    run(['npm', '--version'], { timeoutMs: 10_000, env: { npm_config_loglevel: 'silent' } }),
  ]);
  return {
    os,
    privileges,
    kernel,
    engine,
    isolation,
    cgroups: cgroupFacts(),
    limits: limitFacts(),
    openFiles: openFilesLimit(),
    resources: resourceFacts(config.state, availableParallelism()),
    ports: await Promise.all(
      ports.map(async (entry) => ({ ...entry, free: await portFree(entry.port, config.bind) })),
    ),
    versions: { node: process.versions.node, npm: npm.code === 0 ? npm.stdout.trim() : null },
  };
}
