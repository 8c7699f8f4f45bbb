import type { Terminal } from '@xterm/xterm';
import type { Size } from '../common/limits.ts';
import { TerminalClient, type TerminalSink } from './client.ts';
import { Drawing } from './drawing.ts';
import { createEmulator } from './emulator.ts';
import type { TerminalHandle, TerminalOptions } from './handle.ts';
import { handleKey } from './handle-key.ts';
import { muteAnswers } from './mute-answers.ts';
import { pasteAsking } from './paste.ts';
import { webglWhileVisible } from './renderer.ts';
import { Sizing } from './sizing.ts';

/** Puts a terminal into `element`, which should have a size, and connects it. Brings xterm.js: import this lazily. */
export function mountTerminal(element: HTMLElement, options: TerminalOptions): TerminalHandle {
  const { terminal, fit, search } = createEmulator(element, options);
  const drawing = new Drawing(terminal);
  const sizing = new Sizing(terminal, fit, element, (size) => client.resize(size));
  const first = sizing.measure();
  if (first) terminal.resize(first.columns, first.rows);
  const client = new TerminalClient({
    getTicket: options.getTicket,
    sink: sinkOf(terminal, drawing, () => sizing.update()),
    size: { columns: terminal.cols, rows: terminal.rows },
    ...(options.mode && { mode: options.mode }),
  });

  const paste = (text: string) => {
    void pasteAsking(text, options.confirmPaste, (agreed) => {
      terminal.paste(agreed);
      terminal.focus();
    });
  };
  const stop = new AbortController();
  const listening = { signal: stop.signal };
  element.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      paste(event.clipboardData?.getData('text/plain') ?? '');
    },
    { ...listening, capture: true },
  );
  terminal.textarea?.addEventListener('focus', () => sizing.ownsSize || client.takeSize(), listening);
  window.addEventListener('online', () => client.connect(), listening);
  document.addEventListener('visibilitychange', () => document.hidden || client.connect(), listening);
  terminal.attachCustomKeyEventHandler((event) => handleKey(event, terminal, options));

  terminal.onData((data) => client.input(data));
  terminal.onBinary((data) => client.input(Uint8Array.from(data, (character) => character.charCodeAt(0))));
  terminal.onTitleChange((title) => options.onTitle?.(title));
  terminal.onBell(() => options.onBell?.());
  search.onDidChangeResults(({ resultIndex, resultCount }) =>
    options.onSearchResults?.({ index: resultIndex, count: resultCount }),
  );
  muteAnswers(terminal, () => !sizing.ownsSize);
  const stopDrawing = webglWhileVisible(terminal, element, () => sizing.update());
  void document.fonts?.ready.then(() => stop.signal.aborted || sizing.update());

  client.on('welcome', ({ ownsSize }) => {
    sizing.ownsSize = ownsSize;
  });
  client.on('presence', (presence) => {
    sizing.ownsSize = presence.ownsSize;
    options.onPresence?.(presence);
  });
  client.on('notice', (notice) => options.onNotice?.(notice));
  client.on('state', (state) => {
    terminal.options.disableStdin = state.kind === 'closed';
    options.onState?.(state);
  });
  options.onState?.(client.state);
  client.connect();

  return {
    get state() {
      return client.state;
    },
    focus: () => terminal.focus(),
    fit: () => sizing.update(),
    paste,
    run: (id, text) => client.run(id, text),
    search: (text, direction = 'next') =>
      direction === 'next' ? search.findNext(text, searchOptions) : search.findPrevious(text, searchOptions),
    clearSearch: () => search.clearDecorations(),
    setTheme: (theme) => {
      terminal.options.theme = theme;
    },
    setFontSize: (pixels) => {
      sizing.fontSize = pixels;
    },
    setScreenReader: (announces) => {
      terminal.options.screenReaderMode = announces;
    },
    selection: () => terminal.getSelection(),
    reconnect: () => client.connect(),
    dispose: () => {
      stop.abort();
      sizing.dispose();
      drawing.dispose();
      stopDrawing();
      client.close();
      terminal.dispose();
    },
  };
}

/** Results are counted only with decorations; these colours read on light and dark. */
const searchOptions = {
  decorations: {
    matchBackground: '#8a6d1f',
    matchOverviewRuler: '#c79a2b',
    activeMatchBackground: '#d9822b',
    activeMatchColorOverviewRuler: '#d9822b',
  },
} as const;

function sinkOf(terminal: Terminal, drawing: Drawing, resized: () => void): TerminalSink {
  return {
    write: (data, parsed) => {
      drawing.noteOutput(data.length);
      terminal.write(data, parsed);
    },
    resize: ({ columns, rows }: Size) => {
      if (columns === terminal.cols && rows === terminal.rows) return;
      terminal.resize(columns, rows);
      resized();
    },
    reset: () => terminal.reset(),
  };
}
