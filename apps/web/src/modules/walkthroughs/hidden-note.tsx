import type { OwnWalkthrough } from '@springboard/contracts/walkthroughs.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { EyeOff } from 'lucide-react';

/** That a mentor has hidden it, and why. */
export function HiddenNote({ hidden, mine }: { hidden: OwnWalkthrough['hidden']; readonly mine: boolean }) {
  if (hidden === null) return null;
  return (
    <Callout
      tone="warn"
      icon={<EyeOff aria-hidden />}
      title="A mentor has hidden this walk-through"
      className="mb-4"
    >
      <p className="text-pretty">“{hidden.reason}”</p>
      <p className="mt-1 text-pretty">
        {mine
          ? 'Learners do not find it, and it counts for no path. Change it and publish it again: the mentor is told, and can show it again.'
          : 'Learners do not find it; its author is told why.'}
      </p>
    </Callout>
  );
}
