import type { Terminal } from '@xterm/xterm';
import { copySelection } from './copy.ts';
import type { TerminalOptions } from './handle.ts';
import { keyAction, type Side } from './keys.ts';

const onWindows = /windows/i.test(navigator.userAgent);

/** Does what a key means to the frame around the shell. False keeps the key from the shell. */
export function handleKey(event: KeyboardEvent, terminal: Terminal, options: TerminalOptions): boolean {
  const action = keyAction(event, { windows: onWindows, selection: terminal.hasSelection() });
  if (action === null) return true;
  if (action === 'browser') return false;
  const pressed = event.type === 'keydown';
  const side = sides[action];
  if (side !== undefined) {
    // Where nothing lies beside it the key is the shell's.
    if (pressed && !options.onGo?.(side)) return true;
    event.preventDefault();
    return false;
  }
  event.preventDefault();
  if (!pressed) return false;
  if (action === 'copy') {
    copySelection(terminal);
    // The next Ctrl+C is to interrupt, as people there expect.
    if (onWindows && !event.shiftKey) terminal.clearSelection();
  }
  if (action === 'leave') {
    terminal.blur();
    options.onLeave?.();
  }
  if (action === 'find') options.onFind?.();
  return false;
}

const sides: Readonly<Record<string, Side>> = {
  'go-left': 'left',
  'go-right': 'right',
  'go-up': 'up',
  'go-down': 'down',
};
