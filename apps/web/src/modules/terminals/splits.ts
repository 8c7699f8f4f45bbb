import type { Side } from '@springboard/terminal/browser/keys.ts';
import { z } from 'zod';

/** `row`: side by side. `column`: one below the other. */
const Direction = z.enum(['row', 'column']);
export type Direction = z.infer<typeof Direction>;

/** Terminals that share a tab: at least two parts, each a terminal's key or a split in the other direction. */
const SplitNode = z.object({
  direction: Direction,
  get parts() {
    return z.array(z.union([z.string(), SplitNode])).min(2);
  },
});
export type Split = z.infer<typeof SplitNode>;
export const SplitShape = SplitNode;

/** What a tab shows: one terminal by its key, or several. */
export type Layout = string | Split;

/** Keys of a layout's terminals, in reading order. */
export function keysIn(layout: Layout): string[] {
  return typeof layout === 'string' ? [layout] : layout.parts.flatMap(keysIn);
}

/** The layout with `added` after the terminal `key`, in that direction. */
export function splitAt(layout: Layout, key: string, direction: Direction, added: string): Layout {
  if (layout === key) return { direction, parts: [key, added] };
  if (typeof layout === 'string') return layout;
  const at = layout.parts.indexOf(key);
  if (at !== -1 && layout.direction === direction) {
    return { direction, parts: layout.parts.toSpliced(at + 1, 0, added) };
  }
  return { ...layout, parts: layout.parts.map((part) => splitAt(part, key, direction, added)) };
}

/** The layout of those terminals only for which `keep` is true; null when none is left. */
export function keepOnly(layout: Layout, keep: (key: string) => boolean): Layout | null {
  if (typeof layout === 'string') return keep(layout) ? layout : null;
  const parts = layout.parts.flatMap((part) => {
    const kept = keepOnly(part, keep);
    if (kept === null) return [];
    // A split that lies in its own direction is one with it.
    return typeof kept === 'object' && kept.direction === layout.direction ? kept.parts : [kept];
  });
  return parts.length > 1 ? { ...layout, parts } : (parts[0] ?? null);
}

/** The terminal that lies on that side of `key`; undefined at the edge. */
export function keyBeside(layout: Layout, key: string, side: Side): string | undefined {
  if (typeof layout === 'string') return undefined;
  const at = layout.parts.findIndex((part) => keysIn(part).includes(key));
  const within = layout.parts[at];
  if (within === undefined) return undefined;
  const inner = keyBeside(within, key, side);
  if (inner !== undefined) return inner;
  const along = layout.direction === 'row' ? ['left', 'right'] : ['up', 'down'];
  const step = [-1, 1][along.indexOf(side)];
  const neighbour = step === undefined ? undefined : layout.parts[at + step];
  return neighbour === undefined ? undefined : keysIn(neighbour).at(step === 1 ? 0 : -1);
}
