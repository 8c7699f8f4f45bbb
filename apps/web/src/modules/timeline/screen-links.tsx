import { shellWords } from '@springboard/contracts/recordings.ts';
import type { TimelineItem } from '@springboard/contracts/timeline.ts';
import { Link } from '@tanstack/react-router';
import { MonitorPlay } from 'lucide-react';
import { recordingKey } from '../../api/recordings.ts';
import { screensAt } from './screens.ts';
import { timeWords } from './times.ts';

/** Ways to what stood on the terminals when something happened: replays, each in a tab of its own at that second. */
export function ScreenLinks({
  attemptId,
  item,
  items,
  short = false,
}: {
  readonly attemptId: string;
  readonly item: TimelineItem;
  /** Where the recordings are looked for. */
  readonly items: readonly TimelineItem[];
  /** Only the terminal that was at work last, and a word. */
  readonly short?: boolean;
}) {
  const screens =
    item.kind === 'terminal' ? [{ terminal: item, at: Date.parse(item.at) }] : screensAt(items, item);
  return screens.slice(0, short ? 1 : undefined).map(({ terminal, at }) => {
    const { node, number, at: startedAt } = terminal;
    const where = `${node}, ${shellWords(number)}`;
    return (
      <Link
        key={terminal.id}
        to="/attempts/$id/recordings/$recording"
        params={{ id: attemptId, recording: recordingKey({ node, number, startedAt }) }}
        search={item.kind === 'terminal' ? {} : { at }}
        target="_blank"
        preload={false}
        aria-label={
          item.kind === 'terminal'
            ? `Replay ${where}, in a new tab`
            : `Screen of ${where} at ${timeWords(at, false)}, in a new tab`
        }
        className="inline-flex items-center gap-1.5 rounded-sm whitespace-nowrap text-accent-text hover:underline"
      >
        <MonitorPlay aria-hidden className="size-4 shrink-0" />
        {item.kind === 'terminal' ? 'Replay' : short ? 'Screen' : `Screen of ${where}`}
      </Link>
    );
  });
}
