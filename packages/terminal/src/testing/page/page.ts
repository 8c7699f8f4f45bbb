import type { TerminalHandle } from '../../browser/handle.ts';
import { mountTerminal } from '../../browser/mount.ts';

declare global {
  interface Window {
    terminal: TerminalHandle;
    told: { states: string[]; titles: string[]; asked: number[]; notices: string[] };
    agree: boolean;
  }
}

window.told = { states: [], titles: [], asked: [], notices: [] };
window.agree = false;
const element = document.getElementById('terminal');
if (!element) throw new Error('no element');
window.terminal = mountTerminal(element, {
  getTicket: async () => (await fetch('/ticket')).json(),
  theme: { background: '#101418', foreground: '#e6e6e6' },
  label: 'Terminal 1 on host1',
  screenReader: true,
  onState: ({ kind }) => window.told.states.push(kind),
  onTitle: (title) => window.told.titles.push(title),
  onNotice: ({ kind }) => window.told.notices.push(kind),
  onLeave: () => document.getElementById('outside')?.focus(),
  confirmPaste: async ({ lines }) => {
    window.told.asked.push(lines);
    return window.agree;
  },
});
