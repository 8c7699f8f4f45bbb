import type { Side, TerminalHandle, TerminalState } from '@springboard/terminal/browser/handle.ts';
import { TerminalRefused } from '@springboard/terminal/browser/ticket.ts';
import { useResolvedTheme } from '@springboard/ui/theme.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { requestTicket } from '../../api/attempts.ts';
import { asApiError, isPassing } from '../../api/client.ts';
import type { Handles } from './handles.ts';
import { useTerminalPreferences } from './terminal-preferences.ts';
import { terminalTheme } from './terminal-theme.ts';

export type PaneState =
  | TerminalState
  | { readonly kind: 'loading' }
  | { readonly kind: 'broken'; readonly reason: string };

export interface UseTerminalOptions {
  readonly attemptId: string;
  readonly node: string;
  readonly number: number;
  readonly tabKey: string;
  readonly label: string;
  readonly handles: Handles;
  readonly onLeave: () => void;
  readonly onFind: () => void;
  readonly onGo?: ((side: Side) => boolean) | undefined;
  readonly confirmPaste: (question: { text: string; lines: number }) => Promise<boolean>;
}

/** Puts a terminal into `element` for as long as the component lives. `again` mounts it anew, for a new shell. */
export function useTerminal(element: RefObject<HTMLElement | null>, options: UseTerminalOptions) {
  const theme = useResolvedTheme();
  const preferences = useTerminalPreferences();
  const [state, setState] = useState<PaneState>({ kind: 'loading' });
  const [notice, setNotice] = useState<string | null>(null);
  const [found, setFound] = useState<{ index: number; count: number } | null>(null);
  const [life, setLife] = useState(0);
  const handle = useRef<TerminalHandle | null>(null);
  // Callbacks and theme may change while the terminal stays: it must not be mounted anew for them.
  const latest = useRef({ options, theme, preferences });
  latest.current = { options, theme, preferences };
  const { attemptId, node, number, tabKey, handles } = options;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `life` is what asks for a new mount
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    let mounted: TerminalHandle | null = null;
    let gone = false;
    let now: PaneState = { kind: 'loading' };
    let saidMeanwhile = false;
    setState(now);
    const sized = new AbortController();
    // Mounted while hidden, it would ask for a size of its own invention.
    const code = import('@springboard/terminal/browser/mount.ts');
    Promise.all([code, whenSized(target, sized.signal)]).then(
      ([{ mountTerminal }]) => {
        if (gone) return;
        mounted = mountTerminal(target, {
          getTicket: () => ticketFor(attemptId, node, number),
          theme: terminalTheme(latest.current.theme),
          fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim(),
          ...latest.current.preferences,
          label: latest.current.options.label,
          onState: (next) => {
            const back = saidMeanwhile ? null : whatIsBack(now, next);
            if (back !== null) setNotice(back);
            if (next.kind !== 'reconnecting' || now.kind !== 'reconnecting') saidMeanwhile = false;
            now = next;
            setState(next);
          },
          onNotice: ({ text }) => {
            saidMeanwhile = true;
            setNotice(text);
          },
          onSearchResults: setFound,
          onLeave: () => latest.current.options.onLeave(),
          onGo: (side) => latest.current.options.onGo?.(side) ?? false,
          onFind: () => latest.current.options.onFind(),
          confirmPaste: (question) => latest.current.options.confirmPaste(question),
        });
        handle.current = mounted;
        handles.set(tabKey, mounted);
      },
      () =>
        setState({
          kind: 'broken',
          reason: 'The part of the page that draws terminals could not be loaded.',
        }),
    );
    return () => {
      gone = true;
      sized.abort();
      if (mounted !== null) {
        handles.remove(tabKey, mounted);
        mounted.dispose();
      }
      handle.current = null;
    };
  }, [element, attemptId, node, number, tabKey, handles, life]);

  useEffect(() => handle.current?.setTheme(terminalTheme(theme)), [theme]);
  useEffect(() => {
    handle.current?.setFontSize(preferences.fontSize);
    handle.current?.setScreenReader(preferences.screenReader);
  }, [preferences]);

  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => setNotice(null), 8000);
    return () => clearTimeout(timer);
  }, [notice]);

  return { state, notice, found, handle, again: () => setLife((count) => count + 1) };
}

/** Said when a lost connection is there again, unless the terminal has said more itself, as of a new shell. */
function whatIsBack(before: PaneState, now: TerminalState): string | null {
  if (before.kind !== 'reconnecting' || now.kind !== 'open' || now.attach === 'fresh') return null;
  return now.attach === 'exact'
    ? 'Connected again: nothing is missing.'
    : 'Connected again: the screen was drawn anew.';
}

/** Resolves once the element takes up room; never after `signal`. */
function whenSized(element: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
    signal.addEventListener('abort', () => observer.disconnect());
  });
}

async function ticketFor(attemptId: string, node: string, number: number) {
  try {
    return await requestTicket(attemptId, node, number);
  } catch (error) {
    const failure = asApiError(error);
    // A node that is still booting and a server that restarts both pass by themselves.
    if (isPassing(error) || failure.code === 'environment-not-ready' || failure.code === 'internal')
      throw failure;
    throw new TerminalRefused([failure.message, failure.remedy].filter(Boolean).join(' '));
  }
}
