/** Throws the first failure of work that was waited for to its end, so that one that fails keeps nothing back of what the others do. */
export function throwFailed(settled: readonly PromiseSettledResult<unknown>[]): void {
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
}
