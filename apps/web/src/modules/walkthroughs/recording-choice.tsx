import { shellWords } from '@springboard/contracts/recordings.ts';
import type { WalkthroughDraftView } from '@springboard/contracts/walkthroughs.ts';
import { cx } from '@springboard/ui/cx.ts';
import { formatDuration } from '@springboard/ui/time.ts';
import { Check } from 'lucide-react';

type Recording = WalkthroughDraftView['recordings'][number];

/** The recorded terminals of the attempt; those that are in the walk-through are marked. */
export function RecordingChoice({
  recordings,
  used,
  chosen,
  onChoose,
}: {
  readonly recordings: readonly Recording[];
  /** Names of those that are in it. */
  readonly used: readonly string[];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">Terminal</legend>
      <div className="flex flex-wrap gap-2">
        {recordings.map(({ name, node, number, startedAt, endedAt }) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === chosen}
            onClick={() => onChoose(name)}
            className={cx(
              'flex items-center gap-2 rounded-md border px-2.5 py-1.5 text-left text-sm',
              name === chosen
                ? 'border-accent-line bg-accent-soft text-accent-text'
                : 'border-line-strong bg-surface hover:bg-hover',
            )}
          >
            <span>
              <span className="font-mono">{node}</span>, {shellWords(number)}
              <span className="block text-xs text-ink-3">
                {formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}
              </span>
            </span>
            {used.includes(name) ? (
              <>
                <Check aria-hidden className="size-4 text-good-text" />
                <span className="sr-only">, is in the walk-through</span>
              </>
            ) : null}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
