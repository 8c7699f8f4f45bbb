import type { LabSummary } from '@springboard/contracts/labs.ts';
import { cx } from '@springboard/ui/cx.ts';

const rank: Record<LabSummary['level'], number> = { beginner: 1, intermediate: 2, advanced: 3 };
const words: Record<LabSummary['level'], string> = {
  beginner: 'Beginner',
  intermediate: 'Intermediate',
  advanced: 'Advanced',
};

/** How hard a lab is: three bars and the word. */
export function Level({ level }: { readonly level: LabSummary['level'] }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className="flex items-end gap-px">
        {[1, 2, 3].map((step) => (
          <span
            key={step}
            className={cx(
              'w-[3px] rounded-[1px]',
              step === 1 ? 'h-1.5' : step === 2 ? 'h-2' : 'h-2.5',
              step <= rank[level] ? 'bg-ink-2' : 'bg-line-strong',
            )}
          />
        ))}
      </span>
      {words[level]}
    </span>
  );
}
