import type { EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Snowflake } from 'lucide-react';
import { stateLooks } from './words.ts';

/** The state of an environment, with a flake while its nodes are frozen. */
export function StateBadge({ row }: { readonly row: Pick<EnvironmentSummary, 'state' | 'frozen'> }) {
  const look = stateLooks[row.state];
  return (
    <Badge tone={look.tone} icon={row.frozen ? <Snowflake aria-hidden className="size-3" /> : undefined}>
      {look.word}
      {row.frozen ? <span className="sr-only">, frozen</span> : null}
    </Badge>
  );
}
