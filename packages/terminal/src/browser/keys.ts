/** What a key means to the terminal's frame; null for everything that belongs to the shell. */
export type KeyAction = 'copy' | 'browser' | 'leave' | 'find' | null;

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/**
 * Copy with Ctrl+Shift+C, paste with Ctrl+Shift+V or Shift+Insert, find with Ctrl+Shift+F; Cmd keys on a Mac stay the
 * browser's. Ctrl+Shift+Escape leaves the terminal; Windows keeps that for itself, so Alt+Shift+Escape does it too.
 */
export function keyAction(key: Key): KeyAction {
  const letter = key.key.toLowerCase();
  if (key.key === 'Escape' && key.shiftKey && (key.ctrlKey || key.altKey)) return 'leave';
  if (key.metaKey && ['c', 'v', 'a', 'x'].includes(letter)) return 'browser';
  if (key.shiftKey && key.key === 'Insert') return 'browser';
  if (!key.ctrlKey || !key.shiftKey || key.altKey || key.metaKey) return null;
  if (letter === 'c') return 'copy';
  if (letter === 'v') return 'browser';
  if (letter === 'f') return 'find';
  return null;
}
