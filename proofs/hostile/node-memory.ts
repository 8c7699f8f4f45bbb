import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { installationNames, instanceName } from '@springboard/driver-incus/names.ts';
import { node, type Scene } from './scene.ts';

/** Files of the attacker's control group for memory; cgroup 1 has a folder for it. */
function groupOf({ installation, attacker }: Scene): string {
  const { project } = installationNames(installation);
  const name = `lxc.payload.${project}_${instanceName(attacker.spec.id, node)}`;
  const own = `/sys/fs/cgroup/memory/${name}`;
  return existsSync(own) ? own : `/sys/fs/cgroup/${name}`;
}

/** The highest that the attacker's node holds from now on, in bytes, as the kernel itself notes it. To be looked at while it lives. */
export function nodeMemory(scene: Scene): { look(): void; highest(): number } {
  const group = groupOf(scene);
  const file = ['memory.max_usage_in_bytes', 'memory.peak'].find((name) => existsSync(`${group}/${name}`));
  const path = `${group}/${file}`;
  // With cgroup 1 a write begins the note anew; with cgroup 2 that is not to be had, and what it holds at each look has to do.
  const anew = file === 'memory.max_usage_in_bytes';
  if (anew) writeFileSync(path, '0');
  let highest = 0;
  return {
    look() {
      highest = Math.max(highest, read(anew ? path : `${group}/memory.current`));
    },
    highest: () => highest,
  };
}

/** Buffers of TCP, where they are counted by themselves. */
export function tcpBuffers(scene: Scene): { limit: number; highest: number } | undefined {
  const file = `${groupOf(scene)}/memory.kmem.tcp`;
  if (!existsSync(`${file}.limit_in_bytes`)) return undefined;
  return { limit: read(`${file}.limit_in_bytes`), highest: read(`${file}.max_usage_in_bytes`) };
}

function read(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}
