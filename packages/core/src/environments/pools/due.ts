/** A pooled environment that runs is probed this often, in milliseconds: what nobody uses can break unseen. */
const runningEveryMs = 5 * 60_000;
/**
 * A frozen one is woken, probed and frozen again this often, in milliseconds: tickets, leases and tokens expire while it sleeps, and it
 * costs a few seconds of processor time.
 */
const frozenEveryMs = 6 * 3_600_000;

export function probeIsDue(
  row: { readonly frozen: boolean; readonly probedAt: Date | null },
  now: Date,
): boolean {
  const since = row.probedAt?.getTime() ?? 0;
  return now.getTime() - since >= (row.frozen ? frozenEveryMs : runningEveryMs);
}
