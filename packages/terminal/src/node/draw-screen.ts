import type { Terminal } from '@xterm/headless';
import { cursorBelow, cursorState } from './cursor-state.ts';
import { drawLines } from './draw-lines.ts';

/**
 * Text with control sequences that brings a new emulator of the same size to the state of this one: scrollback and screen, the alternate screen above it,
 * modes, margins and cursor. The serialize add-on of xterm.js does this, too, but loses lines that were wrapped and then edited, characters that
 * would join, and all of the cursor's state. What is to be set `more` comes before the cursor gets its place.
 */
export function drawScreen(terminal: Terminal, scrollback: number, more = ''): string {
  const { normal, alternate, active } = terminal.buffer;
  const from = Math.max(0, normal.length - terminal.rows - scrollback);
  let text = drawLines(normal, from, normal.length);
  if (active.type === 'alternate')
    text += `${cursorBelow(terminal)}\x1b[?1049h\x1b(B\x1b[0m\x1b[H${drawLines(alternate, 0, alternate.length)}`;
  return text + modes(terminal) + more + cursorState(terminal);
}

const mouseModes = { none: '', x10: '9', vt200: '1000', drag: '1002', any: '1003' } as const;

function modes({ modes: on }: Terminal): string {
  const set: [boolean, string][] = [
    [on.applicationCursorKeysMode, '\x1b[?1h'],
    [on.applicationKeypadMode, '\x1b='],
    [on.bracketedPasteMode, '\x1b[?2004h'],
    [on.insertMode, '\x1b[4h'],
    [on.reverseWraparoundMode, '\x1b[?45h'],
    [on.sendFocusMode, '\x1b[?1004h'],
    [!on.wraparoundMode, '\x1b[?7l'],
    [on.mouseTrackingMode !== 'none', `\x1b[?${mouseModes[on.mouseTrackingMode]}h`],
  ];
  return set.map(([is, text]) => (is ? text : '')).join('');
}
