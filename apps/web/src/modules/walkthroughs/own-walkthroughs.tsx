import type { LabWalkthroughs, OwnWalkthrough } from '@springboard/contracts/walkthroughs.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatAbsolute } from '@springboard/ui/time.ts';
import { useMutation } from '@tanstack/react-query';
import { Presentation } from 'lucide-react';
import { useId, useState } from 'react';
import { beginWalkthrough } from '../../api/walkthroughs.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** One's own walk-throughs of a lab, and the way to make another. */
export function OwnWalkthroughs({ found: { own, make, attempts } }: { readonly found: LabWalkthroughs }) {
  if (own.length === 0 && make !== 'yes') return null;
  return (
    <div className="mt-3 rounded-lg border border-line bg-inset">
      {own.length === 0 ? null : (
        <ul aria-label="Your walk-throughs" className="divide-y divide-line border-b border-line">
          {own.map((one) => (
            <Own key={one.id} own={one} />
          ))}
        </ul>
      )}
      {make === 'yes' ? <Make attempts={attempts} /> : null}
    </div>
  );
}

function Own({ own }: { readonly own: OwnWalkthrough }) {
  const { id, title, savedAt } = own;
  const look = 'rounded-sm text-xs text-accent-text hover:underline';
  const name = title.trim() === '' ? 'Untitled' : title;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <span className="flex min-w-0 flex-wrap items-center gap-2 wrap-break-word">
        {name}
        <State own={own} />
        <span className="text-xs text-ink-3">
          saved <RelativeTime at={savedAt} />
        </span>
      </span>
      <span className="flex gap-4">
        {own.published ? (
          <a href={`/walkthroughs/${id}`} aria-label={`Watch ${name}`} className={look}>
            Watch
          </a>
        ) : null}
        <a href={`/walkthroughs/${id}/edit`} aria-label={`Edit ${name}`} className={look}>
          Edit
        </a>
      </span>
    </li>
  );
}

function State({ own: { published, changed, hidden } }: { readonly own: OwnWalkthrough }) {
  if (!published) return <Badge>Draft</Badge>;
  if (hidden !== null) return <Badge tone="warn">Hidden by a mentor</Badge>;
  return <Badge tone="good">{changed ? 'Published, with changes that are not' : 'Published'}</Badge>;
}

function Make({ attempts }: Pick<LabWalkthroughs, 'attempts'>) {
  const id = useId();
  const [chosen, setChosen] = useState(attempts[0]?.id ?? '');
  const begin = useMutation({
    mutationFn: () => beginWalkthrough(chosen),
    onSuccess: (made) => window.location.assign(`/walkthroughs/${made.id}/edit`),
    onError: notifyFailure,
  });
  if (attempts.length === 0) {
    return (
      <p className="px-4 py-3 text-sm text-pretty text-ink-2">
        A walk-through is made from what your terminals printed, and no recording of yours is kept any more.
        Start the lab again, and do it as you would show it to a colleague.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2 px-4 py-3 text-sm">
      <p className="text-pretty text-ink-2">
        Teach it: choose what your terminals showed in one of your attempts, and say at its moments what you
        do and why. For a clean one, start the lab again first and do it as you would show it.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="text-xs text-ink-2">
          From
        </label>
        <select
          id={id}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          className="h-8 max-w-full rounded-md border border-control bg-surface px-2 text-sm text-ink"
        >
          {attempts.map(({ id: attemptId, number, startedAt }) => (
            <option key={attemptId} value={attemptId}>
              attempt {number}, {formatAbsolute(Date.parse(startedAt))}
            </option>
          ))}
        </select>
        <Button
          busy={begin.isPending}
          icon={<Presentation aria-hidden className="size-4" />}
          onClick={() => begin.mutate()}
        >
          Make a walk-through
        </Button>
      </div>
    </div>
  );
}
