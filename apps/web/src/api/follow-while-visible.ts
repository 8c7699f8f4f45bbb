import type { LiveState } from './live.ts';

/**
 * Follows events only while the page is looked at: a browser has six connections for all pages of one origin, and pages that are left open in
 * the background would use them up. `follow` begins, and answers how to end. Each time it begins the whole comes anew.
 */
export function followWhileVisible(
  follow: () => () => void,
  onState: (state: LiveState) => void,
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'> = document,
): () => void {
  let stop: (() => void) | null = null;
  const look = () => {
    if (page.visibilityState === 'hidden') {
      stop?.();
      stop = null;
      onState('connecting');
    } else stop ??= follow();
  };
  page.addEventListener('visibilitychange', look);
  look();
  return () => {
    page.removeEventListener('visibilitychange', look);
    stop?.();
  };
}
