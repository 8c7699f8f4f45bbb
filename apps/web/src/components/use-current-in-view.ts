import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

/**
 * Keeps the link to the present page in view in a bar that scrolls sideways on a narrow screen: whoever comes to a page sees which one it is. `links`:
 * what the links of the bar follow from.
 */
export function useCurrentInView(bar: RefObject<HTMLElement | null>, links: unknown): void {
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, or other links, is what has it look again
  useEffect(() => {
    const element = bar.current;
    if (!element) return;
    // Looks at once, too.
    const observer = new ResizeObserver(() => showCurrent(element));
    observer.observe(element);
    return () => observer.disconnect();
  }, [bar, pathname, links]);
}

function showCurrent(bar: HTMLElement): void {
  const link = bar.querySelector('[aria-current="page"]');
  if (!link) return;
  const [own, whole] = [link.getBoundingClientRect(), bar.getBoundingClientRect()];
  if (own.left < whole.left) bar.scrollLeft += own.left - whole.left;
  else if (own.right > whole.right) bar.scrollLeft += own.right - whole.right;
}
