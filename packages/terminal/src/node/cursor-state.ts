import type { Terminal } from '@xterm/headless';

/** What a cell looks like; xterm.js' own class. */
interface Attributes {
  readonly fg: number;
  readonly bg: number;
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isUnderline(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  isFgRGB(): boolean;
  isFgDefault(): boolean;
  getFgColor(): number;
  isBgRGB(): boolean;
  isBgDefault(): boolean;
  getBgColor(): number;
}

/**
 * The inner state of an emulator that its public interface does not show. The versions are pinned, the serialize add-on looks there, too, and
 * `screen.property.test.ts` fails when a name changes.
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
      readonly _curAttrData: Attributes;
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
  readonly savedCurAttrData: Attributes;
  readonly savedCharset: object | undefined;
}

const enterAlternate = '\x1b[?1049h';

/** Ends what the serialize add-on wrote of a screen with what it leaves out: margins, saved cursors, character sets, and the exact place. */
export function withCursorState(serialized: string, terminal: Terminal): string {
  const { buffers, _charsetService: sets, _inputHandler: input } = (terminal as unknown as Inner)._core;
  const { active, normal } = buffers;
  const { originMode, insertMode } = terminal.modes;
  // Entering the alternate screen saves the cursor, colours and all, for the way back.
  let text =
    active === normal
      ? serialized
      : serialized.replace(enterAlternate, sgr(normal.savedCurAttrData) + enterAlternate);
  if (originMode) text += '\x1b[?6l';
  if (active.scrollTop > 0 || active.scrollBottom < terminal.rows - 1)
    text += `\x1b[${active.scrollTop + 1};${active.scrollBottom + 1}r`;
  text += savedCursor(active);
  text += sets._charsets.map((set, n) => (set ? `\x1b${'()*+'[n]}0` : '')).join('');
  text += ['\x0f', '\x0e', '\x1bn', '\x1bo'][sets.glevel];
  if (originMode) text += '\x1b[?6h';
  const row = active.y - (originMode ? active.scrollTop : 0) + 1;
  const last = insertMode ? undefined : lastPrinted(terminal, input._parser.precedingJoinState !== 0);
  text += `\x1b[${row};${(last?.column ?? active.x) + 1}H${sgr(input._curAttrData)}`;
  return text + (last?.characters ?? '');
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
function savedCursor({ savedX, savedY, savedCurAttrData, savedCharset, ybase }: InnerBuffer): string {
  const look = sgr(savedCurAttrData);
  if (savedX === 0 && savedY - ybase <= 0 && look === '\x1b[0m' && !savedCharset) return '';
  const set = savedCharset ? '\x1b(0' : '\x1b(B';
  return `\x1b[${Math.max(savedY - ybase, 0) + 1};${savedX + 1}H${look}\x0f${set}\x1b7\x1b(B`;
}

/** The control sequence that makes everything look so. */
function sgr(look: Attributes): string {
  const codes = [0];
  const flags: [number, number][] = [
    [look.isBold(), 1],
    [look.isDim(), 2],
    [look.isItalic(), 3],
    [look.isUnderline(), 4],
    [look.isBlink(), 5],
    [look.isInverse(), 7],
    [look.isInvisible(), 8],
    [look.isStrikethrough(), 9],
    [look.isOverline(), 53],
  ];
  for (const [set, code] of flags) if (set) codes.push(code);
  if (!look.isFgDefault()) codes.push(38, ...colour(look.getFgColor(), look.isFgRGB()));
  if (!look.isBgDefault()) codes.push(48, ...colour(look.getBgColor(), look.isBgRGB()));
  return `\x1b[${codes.join(';')}m`;
}

function colour(value: number, rgb: boolean): number[] {
  return rgb ? [2, (value >>> 16) & 255, (value >>> 8) & 255, value & 255] : [5, value];
}
