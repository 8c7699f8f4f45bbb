/** The routes that are read by GET and neither measured nor left out on purpose; and what is named here and is no route (any more). */
export function uncovered(
  doors: readonly string[],
  named: readonly string[],
): { readonly notMeasured: readonly string[]; readonly unknown: readonly string[] } {
  const read = doors.filter((door) => door.startsWith('GET /api/'));
  return {
    notMeasured: read.filter((door) => !named.includes(door)),
    unknown: [...new Set(named)].filter((door) => !read.includes(door)),
  };
}
