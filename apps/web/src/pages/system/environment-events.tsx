import type { EnvironmentEventView } from '@springboard/contracts/fleet.ts';
import { Card } from '@springboard/ui/card.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { Section } from '../../components/section.tsx';
import { stateLooks } from './words.ts';

/** Everything that happened to it, the newest first, with the logs of its stages. */
export function EnvironmentEvents({ events }: { readonly events: readonly EnvironmentEventView[] }) {
  return (
    <Section title="Events" count={events.length}>
      <Card className="divide-y divide-line">
        {events.toReversed().map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </Card>
    </Section>
  );
}

function Event({ event }: { readonly event: EnvironmentEventView }) {
  const failed = event.stageStatus === 'failed' || event.toState === 'failed' || event.toState === 'lost';
  return (
    <div className="px-4 py-2 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span
          className={cx(
            event.kind === 'state' && 'font-medium',
            failed ? 'text-bad-text' : event.kind === 'stage' && 'text-ink-2',
          )}
        >
          {whatHappened(event)}
        </span>
        {event.reason === null ? null : <span className="font-mono text-xs text-ink-3">{event.reason}</span>}
        {event.durationMs === null ? null : (
          <span className="text-xs text-ink-3">
            {event.kind === 'state' ? 'after ' : ''}
            {formatDuration(event.durationMs)}
          </span>
        )}
        {event.actor === 'system' ? null : <span className="text-xs text-ink-2">by {event.actor}</span>}
        <RelativeTime at={event.at} className="ml-auto text-xs text-ink-3" />
      </div>
      {event.message === null ? null : <p className="text-xs text-ink-2">{event.message}</p>}
      {event.log === null || event.log === '' ? null : <Log text={event.log} open={failed} />}
    </div>
  );
}

function whatHappened(event: EnvironmentEventView): string {
  if (event.kind === 'stage') return event.stage === null ? 'note' : `${event.stage} ${event.stageStatus}`;
  const to = event.toState === null ? '?' : stateLooks[event.toState].word;
  return event.fromState === null ? to : `${stateLooks[event.fromState].word} → ${to}`;
}

function Log({ text, open }: { readonly text: string; readonly open: boolean }) {
  return (
    <details open={open} className="mt-1.5">
      <summary className="w-fit rounded-md text-xs text-ink-2 hover:text-ink">Log</summary>
      <div className="relative mt-1.5">
        <pre className="max-h-80 overflow-auto rounded-md border border-line bg-inset p-3 pr-12 font-mono text-xs whitespace-pre-wrap">
          {text}
        </pre>
        <span className="absolute top-1.5 right-1.5">
          <CopyButton text={text} label="Copy the log" />
        </span>
      </div>
    </details>
  );
}
