import { type RefObject, useEffect, useRef } from 'react';

export interface WheelMoves {
  /** `share`: where on the axis the pointer is, 0…1. */
  readonly onZoom: (factor: number, share: number) => void;
  /** By a share of the axis. */
  readonly onMove: (by: number) => void;
}

/** One notch of a wheel is about 100 px, and zooms by about a fifth. */
const zoomPerPx = 1.002;

/**
 * Zooms by the wheel with Ctrl or ⌘, which is also what a pinch on a touchpad sends, and moves by it with Shift or sidewards. A plain wheel is the
 * page's. `over` is where the wheel is listened to, `axis` what is as wide as the axis.
 */
export function useWheel(
  over: RefObject<HTMLElement | null>,
  axis: RefObject<HTMLElement | null>,
  { onZoom, onMove }: WheelMoves,
): void {
  const moves = useRef({ onZoom, onMove });
  useEffect(() => {
    moves.current = { onZoom, onMove };
  });
  useEffect(() => {
    const element = over.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const { left = 0, width = 0 } = axis.current?.getBoundingClientRect() ?? {};
      if (width === 0) return;
      const sidewards = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        moves.current.onZoom(
          zoomPerPx ** event.deltaY,
          Math.min(1, Math.max(0, (event.clientX - left) / width)),
        );
      } else if (Math.abs(sidewards) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        event.preventDefault();
        moves.current.onMove(sidewards / width);
      }
    };
    // React's own listeners are passive, and could not keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [over, axis]);
}
