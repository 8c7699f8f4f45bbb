import type { Freshness, LabTestState } from '@springboard/contracts/lab-tests.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { freshnessLooks, testLooks } from './words.ts';

export function TestBadge({ state }: { readonly state: LabTestState }) {
  const { word, tone } = testLooks[state];
  return (
    <Badge tone={tone} icon={state === 'running' ? <Spinner className="size-3" /> : undefined}>
      {word}
    </Badge>
  );
}

export function FreshnessBadge({ state }: { readonly state: Freshness }) {
  const { word, tone } = freshnessLooks[state];
  return <Badge tone={tone}>{word}</Badge>;
}
