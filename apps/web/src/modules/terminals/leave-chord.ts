/**
 * The keys that lead out of a terminal, for `Kbd`. Both chords work everywhere the system lets them through; Windows
 * opens its task manager on the first.
 */
export function leaveChord(platform: string = navigator.userAgent): string {
  return /windows/i.test(platform) ? 'Alt+Shift+Esc' : 'Ctrl+Shift+Esc';
}
