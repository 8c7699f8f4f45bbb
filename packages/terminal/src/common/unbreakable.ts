import type { Terminal } from '@xterm/headless';

/** What the emulator does as often as it is told, up to 2³¹ times in one stretch, by the last character of the sequence. */
const repeating = {
  S: 'scrollUp',
  T: 'scrollDown',
  L: 'insertLines',
  M: 'deleteLines',
  I: 'cursorForwardTab',
  Z: 'cursorBackwardTab',
  b: 'repeatPrecedingCharacter',
} as const;
type Repeating = (typeof repeating)[keyof typeof repeating];

/** The part of an emulator's inside that is called here; of the pinned version 6, in the page and in the gateway alike. */
interface Inner {
  readonly _core: {
    readonly buffers: {
      readonly active: { x: number; readonly y: number; readonly lines: { readonly length: number } };
    };
    readonly _inputHandler: {
      readonly _parser: { reset(): void };
      parse(data: string | Uint8Array, promiseResult?: boolean): unknown;
      eraseInDisplay(params: { readonly params: readonly number[] }, respectProtect: boolean): boolean;
      eraseInLine(params: { readonly params: readonly number[] }, respectProtect: boolean): boolean;
    } & Readonly<Record<Repeating, (params: { readonly params: readonly number[] }) => boolean>>;
  };
}

/**
 * Keeps output from breaking an emulator. What xterm.js throws while it parses, it throws from a timer: it would end the gateway, and with it
 * everybody's terminals, or leave a page's terminal standing still. One such output is known (ED 1 with the cursor in the last cell of a screen
 * without scrollback) and done right here, and what would be repeated more often than the screen has room for is not; after any other the emulator is reset and `onBroken` told. `working` is told when it begins to parse, and when it
 * has done so.
 */
export function makeUnbreakable(
  terminal: Pick<Terminal, 'parser' | 'cols' | 'rows' | 'reset'>,
  onBroken: (error: unknown) => void,
  working: (on: boolean) => void = () => {},
): void {
  const { buffers, _inputHandler: input } = (terminal as unknown as Inner)._core;
  const eraseAbove = (params: readonly (number | number[])[], respectProtect: boolean): boolean => {
    const { active } = buffers;
    const atTheEnd = active.x + 1 >= terminal.cols && active.y + 1 >= active.lines.length;
    if (params[0] !== 1 || !atTheEnd) return false;
    const { x } = active;
    active.x = 0;
    input.eraseInDisplay({ params: [1] }, respectProtect);
    active.x = x;
    return input.eraseInLine({ params: [1] }, respectProtect);
  };
  terminal.parser.registerCsiHandler({ final: 'J' }, (params) => eraseAbove(params, false));
  terminal.parser.registerCsiHandler({ prefix: '?', final: 'J' }, (params) => eraseAbove(params, true));
  for (const [final, name] of Object.entries(repeating)) {
    terminal.parser.registerCsiHandler({ final }, ([times]) => {
      const most = terminal.cols * terminal.rows;
      return Number(times) > most ? input[name]({ params: [most] }) : false;
    });
  }
  const parse = input.parse.bind(input);
  input.parse = (data, promiseResult) => {
    working(true);
    try {
      return parse(data, promiseResult);
    } catch (error) {
      // It stopped within a sequence.
      input._parser.reset();
      terminal.reset();
      onBroken(error);
      return undefined;
    } finally {
      working(false);
    }
  };
}
