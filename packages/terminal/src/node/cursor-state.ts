import type { Terminal } from '@xterm/headless';
import { type Look, sgr } from './look.ts';

/**
 * The inner state of an emulator that its public interface does not show. The version is pinned, and
 * `draw-screen.test.ts` fails when a name changes.
 */
interface Inner {
  readonly _core: {
    readonly buffers: { readonly normal: InnerBuffer; readonly active: InnerBuffer };
    readonly _charsetService: {
      readonly charset: object | undefined;
      readonly glevel: number;
      readonly _charsets: (object | undefined)[];
    };
    readonly _inputHandler: {
      readonly _curAttrData: Look;
      readonly _parser: { readonly precedingJoinState: number };
    };
  };
}
interface InnerBuffer {
  readonly x: number;
  readonly y: number;
  readonly ybase: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly savedX: number;
  readonly savedY: number;
  readonly savedCurAttrData: Look;
  readonly savedCharset: object | undefined;
}

/** The inner state of this emulator. */
function insideOf(terminal: Terminal): Inner['_core'] {
  return (terminal as unknown as Inner)._core;
}

/** Brings the cursor where it is, looking as it does, with margins, saved cursor and character sets; `modes` are set before. */
export function cursorState(terminal: Terminal): string {
  const { buffers, _charsetService: sets, _inputHandler: input } = insideOf(terminal);
  const { active } = buffers;
  const { originMode, insertMode } = terminal.modes;
  let text = margins(terminal, active) + savedCursor(active);
  text += sets._charsets.map((set, n) => (set ? `\x1b${'()*+'[n]}0` : '')).join('');
  text += ['\x0f', '\x0e', '\x1bn', '\x1bo'][sets.glevel] ?? '';
  // A cursor that was restored has the set it was saved with, whatever is invoked.
  if (Boolean(sets.charset) !== Boolean(sets._charsets[sets.glevel])) text += '\x1b8';
  if (originMode) text += '\x1b[?6h';
  const row = active.y - (originMode ? active.scrollTop : 0) + 1;
  const last = insertMode ? undefined : lastPrinted(terminal, input._parser.precedingJoinState !== 0);
  text += `\x1b[${row};${(last?.column ?? active.x) + 1}H${sgr(input._curAttrData)}`;
  return text + (last?.characters ?? '');
}

/** The margins of the normal screen, and where its cursor was when the alternate one was entered, for the way back. */
export function cursorBelow(terminal: Terminal): string {
  const { normal } = insideOf(terminal).buffers;
  const set = normal.savedCharset ? '\x1b(0' : '';
  return margins(terminal, normal) + place(normal) + sgr(normal.savedCurAttrData) + set;
}

/**
 * The character before the cursor. Printed again it is one that a combining character may follow, and at the right edge it leaves
 * the cursor beyond it, where no movement leads.
 */
function lastPrinted({ buffer, cols }: Terminal, justPrinted: boolean) {
  const { active } = buffer;
  if (active.cursorX === 0 || !(justPrinted || active.cursorX === cols)) return undefined;
  const line = active.getLine(active.baseY + active.cursorY);
  for (const width of [1, 2]) {
    const cell = line?.getCell(active.cursorX - width);
    if (cell?.getWidth() === width && cell.getChars() !== '')
      return { column: active.cursorX - width, characters: cell.getChars() };
  }
  return undefined;
}

/** Any set but the usual one is taken for that of line drawing: in a world of UTF-8 nothing else is in use. */
function savedCursor(buffer: InnerBuffer): string {
  const { savedX, savedY, savedCurAttrData, savedCharset } = buffer;
  const look = sgr(savedCurAttrData);
  if (savedX === 0 && savedY === 0 && look === '\x1b[0m' && !savedCharset) return '';
  const set = savedCharset ? '\x1b(0' : '\x1b(B';
  return `${place(buffer)}${look}\x0f${set}\x1b7\x1b(B`;
}

function margins({ rows }: Terminal, { scrollTop, scrollBottom }: InnerBuffer): string {
  return scrollTop > 0 || scrollBottom < rows - 1 ? `\x1b[${scrollTop + 1};${scrollBottom + 1}r` : '';
}

function place({ savedX, savedY, ybase }: InnerBuffer): string {
  return `\x1b[${Math.max(savedY - ybase, 0) + 1};${savedX + 1}H`;
}
