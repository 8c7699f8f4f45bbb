import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/**
 * Draws with WebGL while the terminal can be seen, with the DOM otherwise: a browser gives a page about 16 WebGL contexts,
 * and takes the oldest away. Returns the function that ends it.
 */
export function webglWhileVisible(
  terminal: Terminal,
  element: HTMLElement,
  onVisible: () => void,
): () => void {
  let webgl: WebglAddon | undefined;
  let works = true;
  const stop = () => {
    webgl?.dispose();
    webgl = undefined;
  };
  const start = () => {
    if (webgl || !works) return;
    try {
      const addon = new WebglAddon();
      addon.onContextLoss(() => {
        works = false;
        stop();
      });
      terminal.loadAddon(addon);
      webgl = addon;
    } catch {
      works = false;
    }
  };
  const observer = new IntersectionObserver((entries) => {
    if (entries.at(-1)?.isIntersecting) {
      start();
      onVisible();
    } else {
      stop();
    }
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    stop();
  };
}
