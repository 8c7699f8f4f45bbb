import type { ReconnectStep, Side } from '@springboard/terminal/browser/handle.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { useNow } from '@springboard/ui/use-now.ts';
import { Info, SquareTerminal, Unplug } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Handles } from './handles.ts';
import { usePasteQuestion } from './paste-question.tsx';
import { SearchBar } from './search-bar.tsx';
import { type PaneState, useTerminal } from './use-terminal.ts';

export interface TerminalPaneProps {
  readonly attemptId: string;
  readonly node: string;
  readonly number: number;
  readonly tabKey: string;
  readonly label: string;
  readonly visible: boolean;
  readonly handles: Handles;
  readonly onLeave: () => void;
  /** Goes to the terminal on that side; false when there is none. */
  readonly onGo?: (side: Side) => boolean;
}

/** One terminal, with what there is to say about its connection laid over it. */
export default function TerminalPane(props: TerminalPaneProps) {
  const element = useRef<HTMLDivElement>(null);
  const [searching, setSearching] = useState(false);
  const paste = usePasteQuestion();
  const terminal = useTerminal(element, {
    ...props,
    onFind: () => setSearching(true),
    confirmPaste: paste.ask,
  });
  const { handle, state } = terminal;
  const [shown, setShown] = useState(false);
  if (state.kind === 'open' && !shown) setShown(true);
  if (state.kind === 'loading' && shown) setShown(false);

  useEffect(() => {
    if (props.visible) handle.current?.fit();
  }, [props.visible, handle]);

  const focus = () => handle.current?.focus();
  return (
    <div className="relative flex h-full min-h-0 flex-col overflow-hidden bg-terminal">
      {/* The room around it is not the element's own: what fits is measured by its outer width. */}
      <div className="terminal flex min-h-0 flex-1 flex-col pt-2 pl-3">
        <div ref={element} className="min-h-0 flex-1" />
      </div>
      {terminal.notice === null || state.kind !== 'open' ? null : (
        <Strip icon={<Info aria-hidden />} low>
          {terminal.notice}
        </Strip>
      )}
      <Connection
        state={state}
        shown={shown}
        onReconnect={() => handle.current?.reconnect()}
        onAgain={() => {
          terminal.again();
        }}
      />
      {searching ? (
        <SearchBar
          found={terminal.found}
          onSearch={(text, direction) => handle.current?.search(text, direction)}
          onClose={() => {
            handle.current?.clearSearch();
            setSearching(false);
            focus();
          }}
        />
      ) : null}
      {paste.dialog}
    </div>
  );
}

interface ConnectionProps {
  readonly state: PaneState;
  /** There is a screen, kept from before the connection was lost. */
  readonly shown: boolean;
  readonly onReconnect: () => void;
  readonly onAgain: () => void;
}

function Connection({ state, shown, onReconnect, onAgain }: ConnectionProps) {
  switch (state.kind) {
    case 'open':
      return null;
    case 'loading':
    case 'connecting':
      return (
        <div role="status" className="absolute inset-0 grid place-items-center text-sm text-ink-2">
          <span className="flex items-center gap-2">
            <Spinner /> Opening the terminal…
          </span>
        </div>
      );
    case 'reconnecting':
      if (!shown) return <NotThereYet {...state} onRetry={onReconnect} />;
      return (
        <Strip
          icon={<Unplug aria-hidden />}
          action={
            <Button size="sm" onClick={onReconnect}>
              Try now
            </Button>
          }
        >
          {state.reason} <Doing {...state} />
        </Strip>
      );
    case 'closed':
      return (
        <Over
          title={state.again ? 'The shell has ended' : 'This terminal is closed'}
          detail={
            state.again
              ? 'What it printed stays above. A new one starts afresh on the same node.'
              : state.reason
          }
          action={state.again ? 'Open a new shell' : 'Try again'}
          onAction={onAgain}
        />
      );
    case 'broken':
      return (
        <Over
          title="The terminal cannot be shown"
          detail={`${state.reason} Your environment is not affected.`}
          action="Try again"
          onAction={onAgain}
        />
      );
  }
}

interface NotThereYetProps {
  readonly reason: string;
  readonly step: ReconnectStep;
  readonly retryAt: number;
  readonly onRetry: () => void;
}

/** No screen yet, and no connection: an empty terminal would look as if it waited for keys. */
function NotThereYet({ reason, step, retryAt, onRetry }: NotThereYetProps) {
  return (
    <div className="absolute inset-0 grid place-items-center overflow-y-auto bg-canvas p-4">
      <div className="max-w-sm text-center">
        <Unplug aria-hidden className="mx-auto size-5 text-ink-3" />
        <p role="status" className="mt-2 text-sm font-medium">
          The terminal cannot be opened right now
        </p>
        <p className="mt-1 text-sm text-pretty text-ink-2">
          {reason} Your environment and the shells in it are not affected; it opens by itself as soon as it
          can.
        </p>
        <p className="mt-3 flex items-center justify-center gap-3 text-xs text-ink-3">
          <Doing step={step} retryAt={retryAt} />
          <Button size="sm" onClick={onRetry}>
            Try now
          </Button>
        </p>
      </div>
    </div>
  );
}

const stepWords: Readonly<Record<Exclude<ReconnectStep, 'waiting'>, string>> = {
  asking: 'Asking for the terminal…',
  opening: 'Connecting…',
  restoring: 'Connected; getting the screen…',
};

/** What is being done about a lost connection. */
function Doing({ step, retryAt }: { readonly step: ReconnectStep; readonly retryAt: number }) {
  const now = useNow(1000);
  if (step !== 'waiting') return <>{stepWords[step]}</>;
  return <>{`Next try in ${Math.max(1, Math.ceil((retryAt - now) / 1000))} s.`}</>;
}

interface StripProps {
  readonly icon: ReactNode;
  readonly action?: ReactNode;
  /** At the lower edge, out of the way of the search. */
  readonly low?: boolean;
  readonly children: ReactNode;
}

function Strip({ icon, action, low = false, children }: StripProps) {
  return (
    <div
      role="status"
      className={cx(
        low ? 'bottom-3' : 'top-2',
        'absolute right-3 left-3 z-10 mx-auto flex w-fit max-w-full items-center gap-2 rounded-md border border-line bg-raised py-1.5 pr-2 pl-2.5 text-sm text-ink-2 shadow-pop [&>svg]:size-4 [&>svg]:shrink-0',
      )}
    >
      {icon}
      <span className="min-w-0">{children}</span>
      {action}
    </div>
  );
}

interface OverProps {
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Over({ title, detail, action, onAction }: OverProps) {
  return (
    <div
      role="status"
      className="absolute inset-x-3 bottom-3 z-10 mx-auto max-w-md rounded-lg border border-line bg-raised p-4 shadow-pop"
    >
      <p className="flex items-center gap-2 text-sm font-medium">
        <SquareTerminal aria-hidden className="size-4 text-ink-3" />
        {title}
      </p>
      <p className="mt-1 text-sm text-ink-2">{detail}</p>
      <Button className="mt-3" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}
