import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { scrollbackLines } from '../common/limits.ts';
import { makeUnbreakable } from '../common/unbreakable.ts';
import { writeOnlyClipboard } from './clipboard.ts';
import type { TerminalOptions } from './handle.ts';

/** Lines kept in the page; more than a snapshot brings, since a viewer that stays sees everything. */
const pageScrollbackLines = 10 * scrollbackLines;
export const defaultFontSize = 14;
const defaultFontFamily =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

export interface Emulator {
  readonly terminal: Terminal;
  readonly fit: FitAddon;
  readonly search: SearchAddon;
}

function openLink(_event: MouseEvent, uri: string): void {
  if (/^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}

/** An xterm.js in `element` with the add-ons of ours; not yet connected to anything. */
export function createEmulator(element: HTMLElement, options: TerminalOptions): Emulator {
  const terminal = new Terminal({
    allowProposedApi: true,
    theme: options.theme,
    fontFamily: options.fontFamily ?? defaultFontFamily,
    fontSize: options.fontSize ?? defaultFontSize,
    scrollback: pageScrollbackLines,
    cursorBlink: true,
    macOptionIsMeta: true,
    screenReaderMode: options.screenReader ?? false,
    minimumContrastRatio: 4.5,
    rightClickSelectsWord: true,
    linkHandler: { activate: openLink, allowNonHttpProtocols: false },
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(new WebLinksAddon(openLink));
  writeOnlyClipboard(terminal);
  makeUnbreakable(terminal, (error) =>
    console.error('Output broke the emulator; the screen was reset.', error),
  );
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', options.label ?? 'Terminal');
  return { terminal, fit, search };
}
