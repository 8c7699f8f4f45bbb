/** Room between what is brought into view and the edge, in pixels. */
const margin = 12;

/** Scrolls the nearest part that scrolls so far down that all of an element is seen. Not `scrollIntoView`, which moves the frames around, too. */
export function bringIntoView(element: HTMLElement): void {
  const scroller = nearestScroller(element);
  if (scroller === null) return;
  const hidden = element.getBoundingClientRect().bottom + margin - scroller.getBoundingClientRect().bottom;
  if (hidden > 0) scroller.scrollTop += hidden;
}

function nearestScroller(element: HTMLElement): HTMLElement | null {
  const parent = element.parentElement;
  if (parent === null || /auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  return nearestScroller(parent);
}
