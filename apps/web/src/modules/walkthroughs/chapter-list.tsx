import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { cx } from '@springboard/ui/cx.ts';
import { formatClock } from '@springboard/ui/time.ts';

/** The chapters of a walk-through as places to go to, in all of its parts. */
export function ChapterList({
  view: { chapters, parts },
  current,
  onGo,
}: {
  readonly view: WalkthroughView;
  readonly current: number | undefined;
  readonly onGo: (index: number) => void;
}) {
  return (
    <nav aria-label="Chapters" className="rounded-lg border border-line bg-surface">
      <h2 className="border-b border-line px-3 py-2 text-xs font-medium text-ink-2">Chapters</h2>
      <ol className="max-h-[min(40dvh,24rem)] overflow-y-auto p-1">
        {chapters.map(({ at, title, part }, index) => {
          const of = parts[part];
          const seconds = of ? Date.parse(at) - Date.parse(of.from) : 0;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two chapters may have the same words at the same moment, and the list does not change
            <li key={index}>
              <button
                type="button"
                aria-current={index === current ? 'step' : undefined}
                onClick={() => onGo(index)}
                className={cx(
                  'flex w-full items-start gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover active:bg-press',
                  index === current && 'bg-accent-soft font-medium text-accent-text',
                )}
              >
                <span className="min-w-7 shrink-0 text-xs leading-5 font-normal text-ink-3">
                  {formatClock(seconds)}
                </span>
                <span className="min-w-0 wrap-break-word">
                  {title}
                  {parts.length > 1 ? (
                    <span className="block font-mono text-2xs font-normal text-ink-3">{of?.node}</span>
                  ) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
