import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { Moon, Play } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Said } from '../../components/said.tsx';
import { Stages } from './stages.tsx';
import { useTimeLeft } from './use-time-left.ts';

export interface PauseOverlayProps {
  readonly environment: EnvironmentView;
  /** Being woken: the stages are shown in place of the button. */
  readonly resuming: boolean;
  /** There are screens under it, which shine through. */
  readonly overScreens: boolean;
  /** Asked to wake up, and not begun yet. */
  readonly busy: boolean;
  /** Absent for who may only look. */
  readonly onResume: (() => void) | undefined;
  /** It goes away, and held the focus: that belongs to the terminal again. */
  readonly onGone: () => void;
}

const why = {
  idle: 'Nobody typed or clicked here for a while, so it went to sleep and gave its processors back.',
  asked: 'You paused it.',
} as const;

/** Over the terminals, whose screens stay: why it is paused, since when, until when it is kept, and the way back by any key. */
export function PauseOverlay(props: PauseOverlayProps) {
  const { environment, resuming, busy, onResume, onGone } = props;
  const area = useRef<HTMLDivElement>(null);
  const gone = useRef(onGone);
  gone.current = onGone;
  // Whoever typed in the terminal when the pause came goes on here, and the other way round.
  useLayoutEffect(() => {
    const overlay = area.current;
    if (overlay?.parentElement?.contains(document.activeElement)) overlay.focus({ preventScroll: true });
    return () => {
      if (overlay?.contains(document.activeElement)) gone.current();
    };
  }, []);
  const waking = resuming || busy;
  const onKeyDown = (event: KeyboardEvent) => {
    if (waking || onResume === undefined || !wakes(event)) return;
    event.preventDefault();
    onResume();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a convenience for keys meant for the terminal; the button does the same
    <div
      ref={area}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-terminal-panel=""
      className={cx(
        'absolute inset-0 z-20 grid place-items-center overflow-y-auto p-4 outline-none',
        props.overScreens ? 'bg-scrim' : 'bg-canvas',
      )}
    >
      <section
        aria-label={waking ? 'Waking up' : 'Paused'}
        className="w-full max-w-sm rounded-xl border border-line bg-raised p-5 shadow-pop"
      >
        {waking ? <Waking environment={environment} begun={resuming} /> : null}
        {waking ? null : <Paused environment={environment} onResume={onResume} />}
      </section>
    </div>
  );
}

function Paused({
  environment,
  onResume,
}: {
  readonly environment: EnvironmentView;
  readonly onResume: (() => void) | undefined;
}) {
  const { pause, problem } = environment;
  const left = useTimeLeft(environment);
  return (
    <>
      <h2 className="flex items-center gap-2.5 text-md font-semibold">
        <Moon aria-hidden className="size-4.5 text-ink-3" />
        {pause?.reason === 'idle' ? 'Paused while you were away' : 'Paused'}
      </h2>
      <p className="mt-1.5 text-sm text-pretty text-ink-2">
        {pause === null ? null : `${why[pause.reason]} `}
        Memory and programs are kept as they were and go on from there.
      </p>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
        {pause === null ? null : (
          <>
            <Fact label="Paused">
              <RelativeTime at={pause.since} />
            </Fact>
            <Fact label="Kept until">
              <KeptUntil at={pause.keptUntil} />
            </Fact>
          </>
        )}
        {left === null ? null : <Fact label="Time left">{formatDuration(left)}, standing still</Fact>}
      </dl>
      {problem === null ? null : (
        <Callout tone="bad" role="alert" title={problem.title} className="mt-3">
          <Said>{`${problem.detail} ${problem.remedy}`}</Said>
        </Callout>
      )}
      {onResume === undefined ? null : (
        <div className="mt-4 flex items-center gap-3">
          <Button variant="primary" icon={<Play aria-hidden className="size-3.5" />} onClick={onResume}>
            Resume
          </Button>
          <span className="text-xs text-ink-3 pointer-coarse:hidden">or press any key here</span>
        </div>
      )}
    </>
  );
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

function KeptUntil({ at }: { readonly at: string }) {
  return (
    <>
      <time dateTime={at}>{day.format(Date.parse(at))}</time>
      <span className="text-ink-3">
        {' · '}
        <RelativeTime at={at} />
      </span>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Waking({ environment, begun }: { readonly environment: EnvironmentView; readonly begun: boolean }) {
  return (
    <>
      <h2 className="flex items-center gap-2.5 text-md font-semibold">
        <Spinner className="text-accent-text" />
        Waking up…
      </h2>
      <p className="mt-1.5 text-sm text-ink-2">Everything goes on where it stood.</p>
      {begun ? (
        <div className="mt-3 border-t border-line pt-1.5">
          <Stages environment={environment} />
        </div>
      ) : null}
    </>
  );
}

const elsewhere: ReadonlySet<string> = new Set([
  'Tab',
  'Escape',
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ContextMenu',
]);

/** Keys that mean the shell: not those that lead elsewhere or belong to the browser. */
function wakes(event: KeyboardEvent): boolean {
  if (event.metaKey || event.altKey || event.ctrlKey || elsewhere.has(event.key) || /^F\d+$/.test(event.key))
    return false;
  // Enter and Space on a button press it.
  if (event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')) return false;
  return true;
}
