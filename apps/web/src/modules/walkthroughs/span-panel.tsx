import type { WalkthroughSpan } from '@springboard/contracts/walkthroughs.ts';
import { Button } from '@springboard/ui/button.tsx';
import { formatClock } from '@springboard/ui/time.ts';
import { BookmarkPlus, Plus } from 'lucide-react';
import type { Cast } from '../replay/cast.ts';

/** What of the chosen terminal is shown to others: from where to where, by the place at which the player stands. */
export function SpanPanel({
  cast,
  span,
  now,
  onSpan,
  onChapter,
}: {
  readonly cast: Cast;
  /** Undefined: nothing of it. */
  readonly span: WalkthroughSpan | undefined;
  /** The moment at which the player stands, in ms since the epoch. */
  readonly now: () => number;
  readonly onSpan: (span: { from: string; until: string } | null) => void;
  readonly onChapter: (at: string) => void;
}) {
  const iso = (time: number) => new Date(time).toISOString();
  const clock = (at: string) => formatClock(Date.parse(at) - cast.startedAt);
  if (span === undefined) {
    const whole = { from: iso(cast.startedAt), until: iso(cast.startedAt + Math.ceil(cast.seconds * 1000)) };
    return (
      <section className="rounded-lg border border-line bg-surface p-3 text-sm">
        <p className="text-pretty text-ink-2">Nothing of this terminal is shown to others.</p>
        <Button className="mt-2" icon={<Plus aria-hidden className="size-4" />} onClick={() => onSpan(whole)}>
          Show this terminal
        </Button>
      </section>
    );
  }
  return (
    <section aria-label="What is shown" className="rounded-lg border border-line bg-surface p-3 text-sm">
      <p className="text-pretty text-ink-2">
        Shown from <b className="font-medium text-ink">{clock(span.from)}</b> to{' '}
        <b className="font-medium text-ink">{clock(span.until)}</b> of the recording. Go to a place in the
        player, then:
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onSpan({ from: iso(now()), until: span.until })}>
          Begin here
        </Button>
        <Button size="sm" onClick={() => onSpan({ from: span.from, until: iso(now()) })}>
          End here
        </Button>
        <Button
          size="sm"
          variant="primary"
          icon={<BookmarkPlus aria-hidden className="size-3.5" />}
          onClick={() => onChapter(iso(now()))}
        >
          Chapter here
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onSpan(null)}>
          Take out
        </Button>
      </div>
      <p className="mt-2 text-xs text-pretty text-ink-3">
        What was printed before and after is not in it. It begins with an empty screen: begin at a prompt.
      </p>
    </section>
  );
}
