import type { ITheme } from '@xterm/xterm';
import type { Notice, Presence, Role, RunResult } from '../common/frames.ts';
import type { Side } from './keys.ts';
import type { ReconnectStep, TerminalState } from './state.ts';
import type { Ticket } from './ticket.ts';

export type { Notice, Presence, ReconnectStep, RunResult, Side, TerminalState, Ticket };
export type TerminalTheme = ITheme;

export interface PasteQuestion {
  readonly text: string;
  readonly lines: number;
}

export interface SearchResults {
  /** Counted from 0; -1 when there is none. */
  readonly index: number;
  readonly count: number;
}

/** How a terminal is put into a page. Only `getTicket` and `theme` are needed. */
export interface TerminalOptions {
  /** Called once per connection. Throw `TerminalRefused` to end it for good; any other error is tried again. */
  readonly getTicket: () => Promise<Ticket>;
  readonly theme: TerminalTheme;
  readonly fontFamily?: string;
  /** CSS pixels; 14 by default. */
  readonly fontSize?: number;
  /** Name for screen readers, such as "Terminal 1 on ceph1". */
  readonly label?: string;
  /** Announces output to screen readers; costs speed. */
  readonly screenReader?: boolean;
  readonly mode?: Role;
  /** Called at once with the present state, then at each change. */
  readonly onState?: (state: TerminalState) => void;
  readonly onNotice?: (notice: Notice) => void;
  readonly onTitle?: (title: string) => void;
  readonly onPresence?: (presence: Presence) => void;
  /** The chord Ctrl+Shift+Escape: the keyboard wants out of the terminal. */
  readonly onLeave?: () => void;
  /** The chord Ctrl+Shift+F: the page shows its search field. */
  readonly onFind?: () => void;
  /** Alt+Shift and an arrow: the keyboard wants to the terminal on that side. False when there is none; the key is then the shell's. */
  readonly onGo?: (side: Side) => boolean;
  readonly onBell?: () => void;
  readonly onSearchResults?: (results: SearchResults) => void;
  /** Asked before more than five lines are pasted. Without it they are pasted. */
  readonly confirmPaste?: (question: PasteQuestion) => Promise<boolean>;
}

/** A terminal in a page. */
export interface TerminalHandle {
  readonly state: TerminalState;
  focus(): void;
  /** Measures the element and asks for the size that fits; also done by itself when the element changes size. */
  fit(): void;
  paste(text: string): void;
  /** Types `text` and presses Enter, at most once per `id` (a UUID per click), through reconnects too. */
  run(id: string, text: string): Promise<RunResult>;
  /** True if something was found. */
  search(text: string, direction?: 'next' | 'previous'): boolean;
  clearSearch(): void;
  setTheme(theme: TerminalTheme): void;
  setFontSize(pixels: number): void;
  /** Announces output to screen readers, or no longer. */
  setScreenReader(announces: boolean): void;
  selection(): string;
  /** Tries at once instead of waiting for the next try. */
  reconnect(): void;
  /** Closes the connection and removes the terminal from the page; the shell on the node lives on. */
  dispose(): void;
}
