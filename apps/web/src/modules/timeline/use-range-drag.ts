import { type PointerEvent, type RefObject, useState } from 'react';

/** A drag that is shorter in px is a click. */
const shortestDrag = 6;

/** A part of the axis that is being dragged over, as shares of it. */
export interface Dragged {
  readonly from: number;
  readonly until: number;
}

/**
 * Selects a range by dragging over what has the handlers: `onSelect` is told shares of the width of `axis` when the button is let go. What is beside the
 * axis, and buttons, are left alone.
 */
export function useRangeDrag(axis: RefObject<HTMLElement | null>, onSelect: (range: Dragged) => void) {
  const [drag, setDrag] = useState<{ start: number; now: number; width: number } | null>(null);
  const place = (event: PointerEvent<HTMLElement>) => {
    const { left = 0, width = 0 } = axis.current?.getBoundingClientRect() ?? {};
    return { x: event.clientX - left, width: Math.max(1, width) };
  };
  const range = drag && {
    from: Math.min(drag.start, drag.now) / drag.width,
    until: Math.max(drag.start, drag.now) / drag.width,
  };
  const long = drag !== null && Math.abs(drag.now - drag.start) >= shortestDrag;
  return {
    dragged: long ? range : null,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || (event.target as Element).closest('button') !== null) return;
        const { x, width } = place(event);
        if (x < 0 || x > width) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ start: x, now: x, width });
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { x, width } = place(event);
        setDrag((now) => now && { ...now, now: Math.min(width, Math.max(0, x)) });
      },
      onPointerUp: () => {
        if (long && range) onSelect(range);
        setDrag(null);
      },
      onPointerCancel: () => setDrag(null),
    },
  };
}
