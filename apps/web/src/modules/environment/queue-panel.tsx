import type { QueueView } from '@springboard/contracts/environments.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { formatClock } from '@springboard/ui/time.ts';
import { useNow } from '@springboard/ui/use-now.ts';
import { Users } from 'lucide-react';
import { Frame, FrameIcon } from './frame.tsx';
import { placeWords, startsWords, waitsForWords } from './queue-words.ts';

export interface QueuePanelProps {
  readonly queue: QueueView;
  /** ISO time since which one waits. */
  readonly since: string;
  readonly onGiveUp: () => void;
}

/** The house is full: which place one has, what it waits for, when it is likely to begin, and what to do meanwhile. */
export function QueuePanel({ queue, since, onGiveUp }: QueuePanelProps) {
  const now = useNow(1000);
  const place = placeWords(queue);
  return (
    <Frame>
      <FrameIcon tone="accent">
        <Users aria-hidden />
      </FrameIcon>
      <h2 className="text-md font-semibold">You have a place in the queue</h2>
      <div className="mt-3 flex items-end justify-between gap-4 border-y border-line py-3">
        <div>
          <p className="text-xs text-ink-3">Your place</p>
          <p className="mt-0.5 text-xl font-semibold tracking-tight">{place}</p>
        </div>
        <div className="text-right">
          <p className="text-xs text-ink-3">Waited</p>
          <p className="mt-0.5 text-sm leading-7 text-ink-2">{formatClock(now - Date.parse(since))}</p>
        </div>
      </div>
      <Line place={queue.place} of={queue.of} />
      <p className="mt-3 text-sm font-medium">{startsWords(queue.startsAt, now)}.</p>
      <p role="status" className="sr-only">
        Your place in the queue: {place}.
      </p>
      <p className="mt-2 text-sm text-pretty text-ink-2">{waitsForWords[queue.waitsFor]}</p>
      <p className="mt-2 text-sm text-pretty text-ink-2">
        It starts by itself. Read the guide meanwhile, or close this page: your place is kept.
      </p>
      <Button className="mt-4" onClick={onGiveUp}>
        Give up the place…
      </Button>
    </Frame>
  );
}

/** More than these would be dust. */
const drawable = 24;

/** Those who wait, the one who reads among them; those ahead stand at the left. */
function Line({ place, of }: Pick<QueueView, 'place' | 'of'>) {
  if (of < 2 || of > drawable) return null;
  return (
    <div aria-hidden className="mt-3 flex gap-1">
      {Array.from({ length: of }, (_, index) => index + 1).map((each) => (
        <span
          key={each}
          className={cx(
            'h-1.5 max-w-6 flex-1 rounded-full',
            each === place ? 'bg-accent' : each < place ? 'bg-control' : 'bg-line-strong',
          )}
        />
      ))}
    </div>
  );
}
