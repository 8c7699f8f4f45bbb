import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from './lanes.ts';
import type { Mark } from './marks.ts';
import { type ViewportMoves, zoomStep } from './use-viewport.ts';

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
  width: number,
) {
  const byKey = useRef(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const all = rows.flatMap(({ marks }) => marks);
  const current = all.some(({ key }) => key === wanted) ? wanted : (all[0]?.key ?? null);

  const at = all.find(({ key }) => key === current);
  const focus = (key: string) => {
    setWanted(key);
    chart.current?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(key)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actionOf(event, {
      rows,
      current,
      moves,
      focus,
      share: (at?.x ?? width / 2) / Math.max(1, width),
    });
    if (act === null) return;
    event.preventDefault();
    byKey.current = true;
    act();
  };
  // What had the focus may have been zoomed out of sight, or into a sign of several: the keys go on all the same.
  useLayoutEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    if (chart.current?.contains(document.activeElement) === false) chart.current.focus();
  });
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
    share,
  }: {
    readonly rows: readonly DrawnRow[];
    readonly current: string | null;
    readonly moves: ViewportMoves;
    readonly focus: (key: string) => void;
    /** Where on the axis the present mark is: it stays there when it is zoomed. */
    readonly share: number;
  },
): (() => void) | null {
  if (key === '+' || key === '=') return () => moves.zoomAt(1 / zoomStep, share);
  if (key === '-' || key === '−' || key === '_') return () => moves.zoomAt(zoomStep, share);
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
