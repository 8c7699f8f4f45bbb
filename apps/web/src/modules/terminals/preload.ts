/**
 * Fetches what draws terminals while the environment is still on its way, so that the prompt is not waited for twice. A failure is told by
 * the terminal itself, when it is there.
 */
export function preloadTerminals(): void {
  void Promise.allSettled([import('./terminal-pane.tsx'), import('@springboard/terminal/browser/mount.ts')]);
}
