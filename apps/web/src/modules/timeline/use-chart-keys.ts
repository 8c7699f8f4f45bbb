import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Row } from './lanes.ts';
import type { Mark } from './marks.ts';
import type { ViewportMoves } from './use-viewport.ts';

export interface DrawnRow {
  readonly row: Row;
  readonly marks: readonly Mark[];
}

/**
 * The keys of the chart, which is one stop of Tab: arrows go from mark to mark and from line to line, Home and End to the ends of a line, `+` `-` `0`
 * zoom, Shift with an arrow moves. Answers the key of the mark that Tab comes to, and what the chart's element needs.
 */
export function useChartKeys(
  chart: RefObject<HTMLElement | null>,
  rows: readonly DrawnRow[],
  moves: ViewportMoves,
) {
  const [wanted, setWanted] = useState<string | null>(null);
  const all = rows.flatMap(({ marks }) => marks);
  const current = all.some(({ key }) => key === wanted) ? wanted : (all[0]?.key ?? null);

  const focus = (key: string) => {
    setWanted(key);
    chart.current?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(key)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actionOf(event, { rows, current, moves, focus });
    if (act === null) return;
    event.preventDefault();
    act();
  };
  const onFocus = (event: { readonly target: Element }) => {
    const key = event.target.getAttribute('data-mark');
    if (key !== null) setWanted(key);
  };
  return { current, handlers: { onKeyDown, onFocus } };
}

function actionOf(
  { key, shiftKey }: KeyboardEvent,
  {
    rows,
    current,
    moves,
    focus,
  }: {
    readonly rows: readonly DrawnRow[];
    readonly current: string | null;
    readonly moves: ViewportMoves;
    readonly focus: (key: string) => void;
  },
): (() => void) | null {
  if (key === '+' || key === '=') return moves.zoomIn;
  if (key === '-' || key === '−' || key === '_') return moves.zoomOut;
  if (key === '0') return moves.showAll;
  if (shiftKey && key === 'ArrowLeft') return moves.earlier;
  if (shiftKey && key === 'ArrowRight') return moves.later;
  const next = nextMark(rows, current, key);
  if (next === undefined) return null;
  return () => {
    if (next !== null) focus(next);
  };
}

/** The mark a key leads to from the present one; null where there is none, undefined for any other key. */
export function nextMark(
  rows: readonly DrawnRow[],
  current: string | null,
  key: string,
): string | null | undefined {
  const at = rows.findIndex(({ marks }) => marks.some((mark) => mark.key === current));
  const line = rows[at]?.marks ?? [];
  const place = line.findIndex((mark) => mark.key === current);
  switch (key) {
    case 'ArrowLeft':
      return line[place - 1]?.key ?? null;
    case 'ArrowRight':
      return line[place + 1]?.key ?? null;
    case 'Home':
      return line[0]?.key ?? null;
    case 'End':
      return line.at(-1)?.key ?? null;
    case 'ArrowUp':
      return nearest(rows.slice(0, Math.max(0, at)).toReversed(), line[place]?.x ?? 0);
    case 'ArrowDown':
      return nearest(rows.slice(at + 1), line[place]?.x ?? 0);
    default:
      return undefined;
  }
}

/** In the first of these lines that has marks, the one that is nearest to a place. */
function nearest(rows: readonly DrawnRow[], x: number): string | null {
  const line = rows.find(({ marks }) => marks.length > 0)?.marks ?? [];
  return line.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]?.key ?? null;
}
