/** A side of a terminal, for going to the one that lies there. */
export type Side = 'left' | 'right' | 'up' | 'down';

/** What a key means to the terminal's frame; null for everything that belongs to the shell. */
export type KeyAction = 'copy' | 'browser' | 'leave' | 'find' | `go-${Side}` | null;

export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What else decides about a key. */
export interface KeyHabits {
  /** On Windows Ctrl+C copies what is selected, and Ctrl+V pastes, as in its own terminal. */
  readonly windows: boolean;
  /** Something is selected in the terminal. */
  readonly selection: boolean;
}

/**
 * Everywhere: copy with Ctrl+Shift+C or Ctrl+Insert, paste with Ctrl+Shift+V or Shift+Insert, find with Ctrl+Shift+F;
 * on a Mac with Cmd. Ctrl+Shift+Escape leaves the terminal; Windows keeps that for itself, so Alt+Shift+Escape does it
 * too. Alt+Shift and an arrow is for the terminal beside this one.
 */
export function keyAction(key: Key, habits: KeyHabits): KeyAction {
  const letter = key.key.toLowerCase();
  const { ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = key;
  if (letter === 'escape' && shift && (ctrl || alt)) return 'leave';
  if (letter === 'insert') return insertAction(key);
  if (alt && shift && !ctrl && !meta) return arrows[letter] ?? null;
  if (alt) return null;
  if (meta) return letter === 'f' ? 'find' : ['c', 'v', 'a', 'x'].includes(letter) ? 'browser' : null;
  if (!ctrl) return null;
  if (shift) return letters[letter] ?? null;
  if (habits.windows && letter === 'v') return 'browser';
  return habits.windows && letter === 'c' && habits.selection ? 'copy' : null;
}

const letters: Readonly<Record<string, KeyAction>> = { c: 'copy', v: 'browser', f: 'find' };
const arrows: Readonly<Record<string, KeyAction>> = {
  arrowleft: 'go-left',
  arrowright: 'go-right',
  arrowup: 'go-up',
  arrowdown: 'go-down',
};

function insertAction({ ctrlKey, shiftKey }: Key): KeyAction {
  if (shiftKey) return 'browser';
  return ctrlKey ? 'copy' : null;
}
