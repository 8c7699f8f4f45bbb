/** Lines from where a choice began to where it goes now; either may be the upper one. */
export interface LineRange {
  readonly anchor: number;
  readonly head: number;
}

/** The first and the last of them. */
export function boundsOf({ anchor, head }: LineRange): { readonly from: number; readonly to: number } {
  return { from: Math.min(anchor, head), to: Math.max(anchor, head) };
}

/** In words: "line 3", "lines 3 to 5". */
export function lineWords(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from} to ${to}`;
}

/** Where a key leads from a line of so many; undefined for other keys. */
export function lineAfterKey(key: string, line: number, lines: number): number | undefined {
  const next = { ArrowUp: line - 1, ArrowDown: line + 1, Home: 1, End: lines }[key];
  return next === undefined ? undefined : Math.min(lines, Math.max(1, next));
}
