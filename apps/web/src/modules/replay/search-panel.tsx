import { SearchField } from '@springboard/ui/search-field.tsx';
import { formatClock } from '@springboard/ui/time.ts';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Cast } from './cast.ts';
import { excerpt, type Hit, printedLines, searchLines } from './printed-lines.ts';

/** So many are listed: who finds more looks for something longer. */
const mostHits = 200;

/** Finds what was printed, and goes there. */
export function SearchPanel({
  cast,
  onSeek,
}: {
  readonly cast: Cast;
  readonly onSeek: (at: number) => void;
}) {
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  // Reading the lines out of a long recording takes a moment: only for who searches.
  const asked = wanted !== '';
  const printed = useMemo(() => (asked ? printedLines(cast) : null), [asked, cast]);
  const found = useMemo(
    () => (printed === null ? null : searchLines(printed.lines, wanted, mostHits)),
    [printed, wanted],
  );
  return (
    <search className="flex min-h-0 flex-col rounded-lg border border-line bg-surface">
      <div className="border-b border-line p-2">
        <SearchField
          label="Search what was printed"
          placeholder="Search what was printed"
          value={words}
          onChange={setWords}
        />
      </div>
      <p role="status" className="px-3 py-2 text-xs text-ink-3">
        {found === null
          ? 'A command, a name, a line of a log. What is found leads to its place.'
          : summary(found.hits.length, found.total, printed?.more ?? false)}
      </p>
      <HitList hits={found?.hits ?? []} onSeek={onSeek} />
    </search>
  );
}

function summary(shown: number, total: number, more: boolean): string {
  const searched = more ? ' The recording is long: its last part was not searched.' : '';
  if (total === 0) return `Not printed in this recording.${searched}`;
  const count = total === 1 ? '1 line' : `${total} lines`;
  return `${shown < total ? `${count}, the first ${shown} of them` : count}.${searched}`;
}

/** Places in the replay where something was printed. The text is a learner's: it is shown as text. */
export function HitList({
  hits,
  onSeek,
}: {
  readonly hits: readonly Hit[];
  readonly onSeek: (at: number) => void;
}) {
  if (hits.length === 0) return null;
  return (
    <ol aria-label="Found" className="max-h-72 overflow-y-auto px-1 pb-1 lg:max-h-[min(44dvh,28rem)]">
      {hits.map((hit, index) => {
        const { before, found, after } = excerpt(hit);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same line can be printed twice in one moment, and the list has no state
          <li key={index}>
            <button
              type="button"
              onClick={() => onSeek(hit.at)}
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-hover active:bg-press"
            >
              <span className="shrink-0 text-xs text-ink-3">{formatClock(hit.at * 1000)}</span>
              <span className="line-clamp-2 min-w-0 font-mono text-xs break-all">
                {before}
                <mark className="rounded-sm bg-warn-soft font-medium text-warn-text">{found}</mark>
                {after}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
