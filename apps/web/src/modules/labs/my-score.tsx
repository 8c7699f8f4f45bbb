import type { LabSummary } from '@springboard/contracts/labs.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Check } from 'lucide-react';
import { formatScore } from '../attempts/score.ts';

/** What the person has reached in a lab so far; nothing before the first attempt. */
export function MyScore({
  mine,
  maxScore,
}: {
  readonly mine: LabSummary['mine'];
  readonly maxScore: number;
}) {
  if (mine.activeAttemptId !== null) return <Badge tone="accent">In progress</Badge>;
  if (mine.bestScore === null) return null;
  const full = mine.bestScore >= maxScore;
  return (
    <Badge
      tone={full ? 'good' : 'neutral'}
      icon={full ? <Check aria-hidden className="size-3" /> : undefined}
    >
      <span className="sr-only">My best score: </span>
      {formatScore(mine.bestScore)} / {formatScore(maxScore)}
    </Badge>
  );
}
