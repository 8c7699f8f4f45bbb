import { Spinner } from '@springboard/ui/spinner.tsx';
import { Check, CircleDashed, CircleDot, Unplug, Wrench } from 'lucide-react';
import type { CheckLook } from './verdicts.ts';

/** The sign of a verdict. Shapes differ, so that none is told by colour alone. */
export function CheckIcon({ look }: { readonly look: CheckLook }) {
  switch (look) {
    case 'passed':
      return (
        <span className="flex size-4 animate-tick items-center justify-center rounded-full bg-good text-surface">
          <Check aria-hidden className="size-3" strokeWidth={3.25} />
        </span>
      );
    case 'waiting':
      return <CircleDashed aria-hidden className="size-4 text-ink-3" />;
    case 'checking':
      return <Spinner className="text-accent-text" />;
    case 'not-yet':
      return <CircleDot aria-hidden className="size-4 text-warn-text" />;
    case 'environment-broken':
      return <Unplug aria-hidden className="size-4 text-bad-text" />;
    case 'check-broken':
      return <Wrench aria-hidden className="size-4 text-ink-2" />;
  }
}
