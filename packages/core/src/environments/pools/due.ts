/** A pooled environment that runs is probed this often, in milliseconds: what nobody uses can break unseen. */
const runningEveryMs = 5 * 60_000;
/**
 * A frozen one is woken, probed and frozen again this often, in milliseconds: tickets, leases and tokens expire while it sleeps. Ceph's
 * monitors take OSDs for dead that have not reported for a quarter of an hour, and the first client waits five seconds for them to come
 * back; so it is woken before that. It costs a ceph-cluster, the largest, one second of processor time.
 */
const frozenEveryMs = 10 * 60_000;

export function probeIsDue(
  row: { readonly frozen: boolean; readonly probedAt: Date | null },
  now: Date,
): boolean {
  const since = row.probedAt?.getTime() ?? 0;
  return now.getTime() - since >= (row.frozen ? frozenEveryMs : runningEveryMs);
}
