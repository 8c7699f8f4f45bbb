import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { freshnessQuery } from '../../api/lab-tests.ts';
import { useMay } from '../../api/session.ts';

/** For authors: that a lab fails its own test, since when, and the way to the log. Nothing for everybody else, and while all is well. */
export function StaleNote({ lab }: { readonly lab: string }) {
  const author = useMay('lab.test');
  const { data } = useQuery({ ...freshnessQuery, enabled: author });
  const found = data?.labs.find((one) => one.lab === lab);
  if (!author || found?.state !== 'stale' || found.since === null || found.lastTest === null) return null;
  return (
    <p className="relative mt-3 flex flex-wrap items-center gap-x-1.5 text-xs text-bad-text">
      <TriangleAlert aria-hidden className="size-3.5" />
      <span>
        Stale since <RelativeTime at={found.since} />:
      </span>
      <Link
        to="/lab-tests/$id"
        params={{ id: found.lastTest.id }}
        className="rounded-md font-medium underline"
      >
        see the log
      </Link>
    </p>
  );
}
