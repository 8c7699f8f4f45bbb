import type { EngineCapacity, EnvironmentUsage, ObservedEnvironment } from './driver.ts';
import type { Topology } from './topology.ts';
import { sizeInBytes } from './units.ts';

const GiB = 1024 ** 3;

interface Inhabitant {
  readonly spec: { readonly id: string; readonly topology: Topology };
  readonly nodes: ReadonlyMap<string, ObservedEnvironment['nodes'][number]['status']>;
}

/** The machine that the fake driver says it runs on; a test sets what is in it. */
export class FakeHost {
  /** The host without environments; what they use is taken off memory and added to the disk's use. */
  empty: EngineCapacity = {
    memory: { total: 24 * GiB, available: 22 * GiB },
    cores: 2,
    load: 0.1,
    disk: { total: 100 * GiB, used: 10 * GiB },
  };
  /** What one environment uses. Default: what its topology says of itself (`size`), with ten processes a node. */
  usage: (id: string, topology: Topology) => EnvironmentUsage = (_id, { size, nodes }) => ({
    memoryBytes: sizeInBytes(size.memory),
    diskBytes: sizeInBytes(size.disk),
    processes: 10 * nodes.length,
    cpuSeconds: 1,
  });

  /** For the fake driver itself. */
  usageOf({ spec }: Inhabitant): EnvironmentUsage {
    return this.usage(spec.id, spec.topology);
  }

  /** For the fake driver itself. */
  capacityWith(inhabitants: readonly Inhabitant[]): EngineCapacity {
    const uses = inhabitants.filter(({ nodes }) => nodes.size > 0).map((each) => this.usageOf(each));
    const memory = uses.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    const disk = uses.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
    const { empty } = this;
    return {
      ...empty,
      memory: { ...empty.memory, available: Math.max(0, empty.memory.available - memory) },
      disk: { ...empty.disk, used: Math.min(empty.disk.total, empty.disk.used + disk) },
    };
  }
}
