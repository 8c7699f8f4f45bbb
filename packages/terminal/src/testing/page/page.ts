import { Drawing } from '../../browser/drawing.ts';
import { createEmulator } from '../../browser/emulator.ts';
import type { TerminalHandle } from '../../browser/handle.ts';
import { mountTerminal } from '../../browser/mount.ts';

declare global {
  interface Window {
    terminal: TerminalHandle;
    told: { states: string[]; titles: string[]; asked: number[]; notices: string[] };
    agree: boolean;
    /** Where a test puts the clipboard that it takes away from the page. */
    realClipboard: Clipboard;
    /** When the terminal drew with WebGL, in milliseconds, once a test has this counted. */
    drawnAt: number[];
    /** Stops the clock that a flood is measured by, so that it is one on a machine that stands still for moments, too. Timers go on. */
    stopClock(): void;
    /** Has an emulator without a shell draw a flood so many times, and then its end; when it drew, in milliseconds. Stops the clock. */
    drawFlood(frames: number): Promise<number[]>;
  }
}

const theme = { background: '#101418', foreground: '#e6e6e6' };
window.told = { states: [], titles: [], asked: [], notices: [] };
window.agree = false;
/** `?look`: for screenshots, with a font and a size that tests can count on. */
const look = new URLSearchParams(location.search).has('look');
const element = document.getElementById('terminal');
if (!element) throw new Error('no element');
if (look) {
  // 80 × 24 cells of 8 × 16 pixels, and room for the scrollbar.
  element.style.width = '656px';
  element.style.height = '388px';
}
window.terminal = mountTerminal(element, {
  getTicket: async () => (await fetch('/ticket')).json(),
  theme,
  label: 'Terminal 1 on host1',
  screenReader: true,
  ...(look && { fontFamily: '"DejaVu Sans Mono", monospace', fontSize: 14 }),
  onState: ({ kind }) => window.told.states.push(kind),
  onTitle: (title) => window.told.titles.push(title),
  onNotice: ({ kind }) => window.told.notices.push(kind),
  onLeave: () => document.getElementById('outside')?.focus(),
  confirmPaste: async ({ lines }) => {
    window.told.asked.push(lines);
    return window.agree;
  },
});

const pieceBytes = 64 * 1024;

window.stopClock = () => {
  const now = performance.now();
  performance.now = () => now;
};

window.drawFlood = async (frames) => {
  window.stopClock();
  const element = document.body.appendChild(document.createElement('div'));
  const { terminal } = createEmulator(element, { theme, getTicket: () => Promise.reject(new Error('none')) });
  const drawing = new Drawing(terminal);
  const drawnAt: number[] = [];
  let drawn = () => {};
  terminal.onRender(() => {
    drawnAt.push(Date.now());
    drawn();
  });
  const write = (text: string) =>
    new Promise<void>((parsed) => {
      drawing.noteOutput(text.length);
      terminal.write(text, parsed);
    });
  const piece = 'what a flood is made of\r\n'.repeat(pieceBytes / 25);
  while (drawnAt.length < frames) await write(piece);
  await write('its end');
  await new Promise<void>((resolve) => {
    drawn = resolve;
  });
  drawing.dispose();
  terminal.dispose();
  element.remove();
  return drawnAt;
};
