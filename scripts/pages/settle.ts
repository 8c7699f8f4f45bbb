import type { Page } from '@playwright/test';

/** A page is looked at when nothing has changed in it for so long, or has not stopped changing for so long; in milliseconds. */
const stillMs = 400;
const longestMs = 20_000;

/** Resolves when the page has come to rest: its fonts are there, nothing is being loaded, and its elements stay as they are. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    ({ stillMs, longestMs }) =>
      document.fonts.ready.then(
        () =>
          new Promise<void>((resolve) => {
            let timer = setTimeout(end, stillMs);
            const observer = new MutationObserver(() => {
              clearTimeout(timer);
              timer = setTimeout(end, stillMs);
            });
            const limit = setTimeout(end, longestMs);
            function end() {
              observer.disconnect();
              clearTimeout(limit);
              clearTimeout(timer);
              requestAnimationFrame(() => resolve());
            }
            observer.observe(document, {
              subtree: true,
              childList: true,
              characterData: true,
              attributes: true,
            });
          }),
      ),
    { stillMs, longestMs },
  );
}
