import type { TerminalTheme } from '@springboard/terminal/browser/handle.ts';

/** Backgrounds are those of the token `--color-terminal`; the sixteen colours hold 4.5:1 on them but for "black". */
const dark: TerminalTheme = {
  background: '#0d0f13',
  foreground: '#d9dce3',
  cursor: '#a3a9ff',
  cursorAccent: '#0d0f13',
  selectionBackground: '#3a3f6b',
  black: '#2a2e37',
  red: '#f2777a',
  green: '#7ecf8f',
  yellow: '#e3b65c',
  blue: '#82a7f5',
  magenta: '#c79bf2',
  cyan: '#6cc7cf',
  white: '#c3c8d2',
  brightBlack: '#7d8493',
  brightRed: '#ff9a9c',
  brightGreen: '#9fe3ad',
  brightYellow: '#f3cf85',
  brightBlue: '#a6c1ff',
  brightMagenta: '#dcbcff',
  brightCyan: '#93dfe5',
  brightWhite: '#f4f6fa',
};

const light: TerminalTheme = {
  background: '#fcfcfd',
  foreground: '#2a2e37',
  cursor: '#4f52d0',
  cursorAccent: '#fcfcfd',
  selectionBackground: '#cdd0fa',
  black: '#2a2e37',
  red: '#b3262d',
  green: '#1d7238',
  yellow: '#855800',
  blue: '#2a56c6',
  magenta: '#8436b5',
  cyan: '#0b6f7c',
  white: '#5f6674',
  brightBlack: '#697080',
  brightRed: '#c9343b',
  brightGreen: '#237c40',
  brightYellow: '#8d6100',
  brightBlue: '#3a66d8',
  brightMagenta: '#9446c6',
  brightCyan: '#12757f',
  brightWhite: '#4a505c',
};

/** Colours of the terminal for the theme that is shown. */
export function terminalTheme(theme: 'light' | 'dark'): TerminalTheme {
  return theme === 'dark' ? dark : light;
}
