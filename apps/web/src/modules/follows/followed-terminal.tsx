import type { FollowedTerminal as Terminal } from '@springboard/contracts/follows.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { type ReactNode, useRef } from 'react';
import { leaveChord } from '../terminals/leave-chord.ts';
import { useFollowedTerminal } from './use-followed-terminal.ts';

export interface FollowedTerminalProps {
  readonly followId: string;
  readonly terminal: Terminal;
  readonly label: string;
  readonly onLeave: () => void;
}

/** A learner's terminal as a mentor sees it: to watch, or to type in after a takeover. */
export function FollowedTerminal(props: FollowedTerminalProps) {
  const element = useRef<HTMLDivElement>(null);
  const { state, broken, mayType, reconnect } = useFollowedTerminal(element, props);
  return (
    <div className="flex h-full min-h-0 flex-col bg-terminal">
      <div className="relative min-h-0 flex-1">
        <div ref={element} className="terminal h-full overflow-hidden pt-2 pl-3" />
        {broken ? (
          <Over>The part of the page that draws terminals could not be loaded. Reload the page.</Over>
        ) : null}
        {state.kind === 'connecting' ? (
          <Over>
            <Spinner /> Opening the terminal…
          </Over>
        ) : null}
        {state.kind === 'reconnecting' ? (
          <Over>
            {state.reason}
            <Button size="sm" onClick={reconnect}>
              Try now
            </Button>
          </Over>
        ) : null}
        {state.kind === 'closed' ? <Over>{state.reason}</Over> : null}
      </div>
      <p className="flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-inset px-3 text-xs text-ink-3">
        <span className="truncate">
          {mayType ? 'Your keys go to the learner’s shell' : 'Read-only: your keys go nowhere'} · recorded
        </span>
        {mayType ? (
          <span className="flex shrink-0 items-center gap-1.5 max-sm:hidden">
            To leave it press <Kbd>{leaveChord()}</Kbd>
          </span>
        ) : null}
      </p>
    </div>
  );
}

function Over({ children }: { readonly children: ReactNode }) {
  return (
    <div role="status" className="absolute inset-0 grid place-items-center bg-terminal/80 p-4">
      <span className="flex flex-wrap items-center justify-center gap-2 text-center text-sm text-pretty text-ink-2">
        {children}
      </span>
    </div>
  );
}
