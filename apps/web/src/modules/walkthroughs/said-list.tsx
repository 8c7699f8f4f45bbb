import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { Star } from 'lucide-react';

/** What people said of it, without who. */
export function SaidList({ said }: { readonly said: NonNullable<WalkthroughView['said']> }) {
  return (
    <section className="rounded-lg border border-line bg-surface px-5 py-4">
      <h2 className="text-sm font-semibold">What others say</h2>
      {said.length === 0 ? (
        <p className="mt-2 text-sm text-ink-2">Nobody has rated it yet.</p>
      ) : (
        <ul className="mt-2 flex flex-col gap-1.5 text-sm">
          {said.map(({ stars, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may say the same, and the list has no state
            <li key={index} className="flex items-start gap-2">
              <span className="inline-flex shrink-0 items-center gap-1 leading-5 text-ink-2">
                <Star aria-hidden className="size-3.5 fill-current text-warn-text" />
                {stars}
                <span className="sr-only"> of 5</span>
              </span>
              <span className="min-w-0 wrap-break-word">
                {text === '' ? <span className="text-ink-3">without words</span> : text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
