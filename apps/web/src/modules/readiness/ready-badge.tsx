import type { ReadinessView } from '@springboard/contracts/readiness.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Check } from 'lucide-react';
import { formatDay } from '../paths/days.ts';
import { countParts } from './words.ts';

/** Ready, and until when; or how much of it is there. */
export function ReadyBadge({ readiness }: { readonly readiness: ReadinessView }) {
  if (readiness.ready)
    return (
      <Badge tone="good" icon={<Check aria-hidden className="size-3" />}>
        Ready{readiness.until === null ? '' : ` until ${formatDay(readiness.until)}`}
      </Badge>
    );
  const { met, of } = countParts(readiness);
  return (
    <Badge>
      {met} of {of}
    </Badge>
  );
}
