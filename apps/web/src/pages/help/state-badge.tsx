import type { HelpState } from '@springboard/contracts/help.ts';
import { Badge, type Tone } from '@springboard/ui/badge.tsx';

const looks: Readonly<Record<HelpState, { readonly tone: Tone; readonly words: string }>> = {
  waiting: { tone: 'warn', words: 'Waiting' },
  taken: { tone: 'accent', words: 'Taken' },
  answered: { tone: 'good', words: 'Answered' },
  closed: { tone: 'neutral', words: 'Closed' },
  withdrawn: { tone: 'neutral', words: 'Taken back' },
};

/** Where a question stands, to mentors. */
export function StateBadge({ state }: { readonly state: HelpState }) {
  const { tone, words } = looks[state];
  return <Badge tone={tone}>{words}</Badge>;
}
