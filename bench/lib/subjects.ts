/** What the environments are measured with: a topology, a lab on it, and the node whose prompt is waited for. */
export interface Subject {
  readonly topology: string;
  readonly lab: string;
  readonly node: string;
}

const subjects: readonly Subject[] = [
  { topology: 'linux-single', lab: 'linux/first-steps', node: 'host1' },
  { topology: 'ceph-single', lab: 'ceph/first-cluster', node: 'ceph1' },
  { topology: 'ceph-cluster', lab: 'ceph/three-hosts', node: 'ceph1' },
  { topology: 'network-lab', lab: 'network/two-routers', node: 'r1' },
];

/** All of them, or those that `SPRINGBOARD_BENCH` names (`linux-single,ceph-single`). */
export function chosenSubjects(): readonly Subject[] {
  const names = process.env.SPRINGBOARD_BENCH?.split(',');
  return subjects.filter(({ topology }) => names === undefined || names.includes(topology));
}
