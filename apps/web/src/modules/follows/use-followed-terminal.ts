import type { FollowedTerminal } from '@springboard/contracts/follows.ts';
import type { Presence, TerminalHandle, TerminalState } from '@springboard/terminal/browser/handle.ts';
import { TerminalRefused } from '@springboard/terminal/browser/ticket.ts';
import { useResolvedTheme } from '@springboard/ui/theme.ts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { asApiError, isPassing } from '../../api/client.ts';
import { requestFollowTicket } from '../../api/follows.ts';
import { terminalTheme } from '../terminals/terminal-theme.ts';

export interface FollowedTerminalOptions {
  readonly followId: string;
  readonly terminal: FollowedTerminal;
  readonly label: string;
  /** The keyboard wants out of the terminal. */
  readonly onLeave: () => void;
}

/** Puts somebody else's terminal into `element`, for as long as the component lives. */
export function useFollowedTerminal(
  element: RefObject<HTMLElement | null>,
  { followId, terminal, label, onLeave }: FollowedTerminalOptions,
) {
  const theme = useResolvedTheme();
  const [state, setState] = useState<TerminalState>({ kind: 'connecting' });
  const [presence, setPresence] = useState<Presence | null>(null);
  const [broken, setBroken] = useState(false);
  const handle = useRef<TerminalHandle | null>(null);
  const latest = useRef({ theme, onLeave });
  latest.current = { theme, onLeave };
  const { node, number } = terminal;

  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    let gone = false;
    import('@springboard/terminal/browser/mount.ts').then(
      ({ mountTerminal }) => {
        if (gone) return;
        handle.current = mountTerminal(target, {
          getTicket: () => ticketFor(followId, { node, number }),
          theme: terminalTheme(latest.current.theme),
          fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim(),
          fontSize: 13,
          label,
          onState: setState,
          onPresence: setPresence,
          onLeave: () => latest.current.onLeave(),
        });
      },
      () => setBroken(true),
    );
    return () => {
      gone = true;
      handle.current?.dispose();
      handle.current = null;
    };
  }, [element, followId, node, number, label]);

  useEffect(() => handle.current?.setTheme(terminalTheme(theme)), [theme]);
  const mayType = presence?.mayType ?? false;
  useEffect(() => {
    if (mayType) handle.current?.focus();
  }, [mayType]);

  return { state, broken, mayType, reconnect: () => handle.current?.reconnect() };
}

async function ticketFor(followId: string, terminal: FollowedTerminal) {
  try {
    return await requestFollowTicket(followId, terminal);
  } catch (error) {
    const failure = asApiError(error);
    if (isPassing(error) || failure.code === 'internal') throw failure;
    throw new TerminalRefused('You do not follow this terminal any more.');
  }
}
