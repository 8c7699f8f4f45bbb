import type { LabWalkthroughs as Found, WalkthroughSummary } from '@springboard/contracts/walkthroughs.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { labWalkthroughsQuery } from '../../api/walkthroughs.ts';
import { RequestError } from '../../components/request-error.tsx';
import { OwnWalkthroughs } from './own-walkthroughs.tsx';
import { Rating } from './rating.tsx';

/** Walk-throughs of a lab by colleagues, one's own, and the way to make one; nothing where nobody can do anything about them. */
export function LabWalkthroughs({ slug }: { readonly slug: string }) {
  const found = useQuery(labWalkthroughsQuery(slug));
  if (found.data !== undefined) return <Body found={found.data} />;
  if (found.isError) return <RequestError error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Loading label="Loading walk-throughs">
      <Skeleton className="h-24 w-full" />
    </Loading>
  );
}

function Body({ found }: { readonly found: Found }) {
  const { open, count, walkthroughs } = found;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever was led here came before there was anything to go to.
    if (window.location.hash === '#walkthroughs') heading.current?.scrollIntoView();
  }, []);
  return (
    <section aria-labelledby="walkthroughs" className="mt-10">
      <h2 ref={heading} id="walkthroughs" className="mb-2.5 scroll-mt-16 text-sm font-semibold">
        Walk-throughs by colleagues
      </h2>
      <Card>
        {walkthroughs.length > 0 ? (
          <ul className="divide-y divide-line">
            {walkthroughs.map((one) => (
              <Row key={one.id} walkthrough={one} />
            ))}
          </ul>
        ) : (
          <p className="flex items-start gap-2 px-4 py-3 text-sm text-pretty text-ink-2">
            {open || count === 0 ? null : <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />}
            {emptyWords(found)}
          </p>
        )}
      </Card>
      <OwnWalkthroughs found={found} />
    </section>
  );
}

function emptyWords({ open, count, make }: Found): string {
  if (!open && count > 0) {
    const words = count === 1 ? 'One walk-through is' : `${count} walk-throughs are`;
    return `${words} here. They show how it is solved, so you see them once you have passed the lab.`;
  }
  const nobody = 'Nobody has made one yet.';
  return make === 'yes' ? `${nobody} You have passed this lab: show the others how you do it.` : nobody;
}

function Row({ walkthrough }: { readonly walkthrough: WalkthroughSummary }) {
  const { id, title, author, publishedAt, seconds, chapters, rating, hidden } = walkthrough;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 text-sm font-medium wrap-break-word">
          {/* The page has a policy of its own: it is loaded, and not gone to within this one. */}
          <a href={`/walkthroughs/${id}`} className="rounded-sm text-accent-text hover:underline">
            {title}
          </a>
          {hidden === null ? null : (
            <span className="ml-2">
              <Badge tone="warn">Hidden</Badge>
            </span>
          )}
        </p>
        <Rating rating={rating} />
      </div>
      <p className="text-xs text-ink-3">
        {author}, <RelativeTime at={publishedAt} />, {formatDuration(seconds * 1000)}
      </p>
      <p className="line-clamp-2 text-xs text-pretty text-ink-2">
        <span className="sr-only">Chapters: </span>
        {chapters.join(' · ')}
      </p>
    </li>
  );
}
