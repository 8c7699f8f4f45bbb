import { Button } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import { sameDay, timeWords } from './times.ts';
import type { ViewportMoves } from './use-viewport.ts';
import { lengthOf, shortestMs } from './viewport.ts';

/** Which part of the axis is seen, and buttons to see another. */
export function ZoomBar({
  moves,
  days,
  busy,
}: {
  readonly moves: ViewportMoves;
  readonly days: boolean;
  /** A finer part is on its way. */
  readonly busy: boolean;
}) {
  const { view } = moves;
  const from = timeWords(view.from, days);
  const until = timeWords(view.until, days && !sameDay(view.from, view.until));
  return (
    <div className="flex flex-wrap items-center gap-1">
      <IconButton label="Earlier" keys="Shift ←" disabled={moves.atStart} onClick={moves.earlier}>
        <ChevronLeft aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Later" keys="Shift →" disabled={moves.atEnd} onClick={moves.later}>
        <ChevronRight aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Zoom in" keys="+" disabled={lengthOf(view) <= shortestMs} onClick={moves.zoomIn}>
        <ZoomIn aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Zoom out" keys="−" disabled={moves.whole} onClick={moves.zoomOut}>
        <ZoomOut aria-hidden className="size-4" />
      </IconButton>
      <Button size="sm" variant="ghost" disabled={moves.whole} onClick={moves.showAll}>
        Show all
      </Button>
      <p role="status" aria-busy={busy} className="ml-1 text-xs text-ink-2 tabular-nums">
        {from} – {until} <span className="text-ink-3">({formatDuration(lengthOf(view))})</span>
      </p>
    </div>
  );
}
