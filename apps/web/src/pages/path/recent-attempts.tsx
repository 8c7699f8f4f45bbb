import type { AttemptSummary } from '@springboard/contracts/attempts.ts';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { attemptsQuery } from '../../api/attempts.ts';
import { formatScore } from '../../modules/attempts/score.ts';

const shownCount = 5;

/** What was done last; nothing before the first attempt. */
export function RecentAttempts() {
  const { data = [] } = useQuery(attemptsQuery);
  if (data.length === 0) return null;
  return (
    <section>
      <div className="mb-2 flex items-baseline justify-between">
        <h3 className="text-sm font-semibold">History</h3>
        <Link to="/results" className="rounded-sm text-xs text-accent-text hover:underline">
          All {data.length === 1 ? 'results' : `${data.length} attempts`}
        </Link>
      </div>
      <Card>
        <ul className="divide-y divide-line">
          {data.slice(0, shownCount).map((attempt) => (
            <Attempt key={attempt.id} attempt={attempt} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Attempt({ attempt }: { readonly attempt: AttemptSummary }) {
  return (
    <li className="relative flex items-baseline justify-between gap-4 px-4 py-2.5 text-sm hover:bg-hover">
      <span className="min-w-0">
        <Link
          to="/attempts/$id"
          params={{ id: attempt.id }}
          className="after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {attempt.lab.title}
        </Link>
        {attempt.number > 1 ? <span className="text-xs text-ink-3"> · attempt {attempt.number}</span> : null}
      </span>
      <span className="flex shrink-0 items-baseline gap-4">
        <span className="text-ink-2">
          {formatScore(attempt.score)} / {formatScore(attempt.maxScore)}
        </span>
        <span className="w-24 text-right text-xs text-ink-3 max-sm:hidden">
          <RelativeTime at={attempt.startedAt} className="relative" />
        </span>
      </span>
    </li>
  );
}
