/** What the environments are measured with: a topology, a lab on it, and the node whose prompt is waited for. */
export interface Subject {
  readonly topology: string;
  readonly lab: string;
  readonly node: string;
  /** An OpenStack cloud: its own milestones are measured too. It takes an hour by itself: only if it is named. */
  readonly cloud?: true;
}

const subjects: readonly Subject[] = [
  { topology: 'linux-single', lab: 'linux/first-steps', node: 'host1' },
  { topology: 'ceph-single', lab: 'ceph/first-cluster', node: 'ceph1' },
  { topology: 'ceph-cluster', lab: 'ceph/three-hosts', node: 'ceph1' },
  { topology: 'network-lab', lab: 'network/two-routers', node: 'r1' },
  // Labs whose setup leaves alone what a server needs: most others break just that.
  { topology: 'openstack-single', lab: 'openstack/first-server', node: 'client', cloud: true },
  { topology: 'openstack-ceph', lab: 'openstack/image-store-on-ceph', node: 'client', cloud: true },
];

const roundKinds = ['cold', 'running', 'frozen'] as const;
export type RoundKind = (typeof roundKinds)[number];

/** Those that are quick to measure, or those that `SPRINGBOARD_BENCH` names (`linux-single,ceph-single`). */
export function chosenSubjects(): readonly Subject[] {
  if (process.env.SPRINGBOARD_BENCH === undefined) return subjects.filter(({ cloud }) => !cloud);
  const names = chosen(
    'SPRINGBOARD_BENCH',
    subjects.map(({ topology }) => topology),
  );
  return subjects.filter(({ topology }) => names.includes(topology));
}

/** Cold starts, and warm ones from a pool that runs or is frozen; or those of them that `SPRINGBOARD_BENCH_ROUNDS` names. */
export const chosenRounds = (): readonly RoundKind[] => chosen('SPRINGBOARD_BENCH_ROUNDS', roundKinds);

/** Those that an environment variable names (`one,other`); all without it. Throws when it names one there is not. */
export function chosen<T extends string>(variable: string, all: readonly T[]): readonly T[] {
  const names = process.env[variable]?.split(',');
  const unknown = names?.filter((name) => !all.some((one) => one === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`${variable} names ${unknown.join(', ')}; there are ${all.join(', ')}`);
  return all.filter((one) => names === undefined || names.includes(one));
}
