import type { TerminalHandle } from '@springboard/terminal/browser/handle.ts';
import { mountTerminal } from '@springboard/terminal/browser/mount.ts';

declare global {
  interface Window {
    /** Springboard's terminal. */
    springboard?: TerminalHandle;
  }
}

const element = document.getElementById('terminal');
if (!element) throw new Error('no element');
window.springboard = mountTerminal(element, {
  getTicket: async () => (await fetch('/ticket')).json(),
  theme: { background: '#101418', foreground: '#e6e6e6' },
  onTitle: (title) => {
    document.title = title;
  },
});
