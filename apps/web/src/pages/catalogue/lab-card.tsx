import type { LabSummary } from '@springboard/contracts/labs.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Play } from 'lucide-react';
import { useMay } from '../../api/session.ts';
import { StaleNote } from '../../modules/lab-tests/stale-note.tsx';
import { AvailabilityNote } from '../../modules/labs/availability-note.tsx';
import { LabFacts } from '../../modules/labs/lab-facts.tsx';
import { MyScore } from '../../modules/labs/my-score.tsx';
import { useStartLab } from '../../modules/labs/use-start-lab.ts';

/** One lab of the catalogue. The title is the link to its page; the button starts or resumes it from here. */
export function LabCard({ lab }: { readonly lab: LabSummary }) {
  const [group = '', name = ''] = lab.slug.split('/');
  return (
    <Card className="relative flex w-full flex-col p-5 transition-colors duration-100 has-[a.lab-link:hover]:border-control">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-mono text-xs text-ink-3">{lab.slug}</p>
          <h3 className="mt-1 text-md leading-5 font-semibold text-balance">
            <Link
              to="/labs/$group/$name"
              params={{ group, name }}
              className="lab-link after:absolute after:inset-0 after:rounded-lg"
            >
              {lab.title}
            </Link>
          </h3>
        </div>
        <MyScore mine={lab.mine} maxScore={lab.maxScore} />
      </div>
      <p className="mt-2 text-sm text-pretty text-ink-2">{lab.summary}</p>
      <div className="mt-3">
        <LabFacts lab={lab} />
      </div>
      <StaleNote lab={lab.slug} />
      {lab.availability.status === 'available' ? null : (
        <div className="relative mt-4">
          <AvailabilityNote availability={lab.availability} />
        </div>
      )}
      <div className="mt-4 flex flex-1 items-end justify-between gap-3">
        <ul aria-label="Skills" className="flex min-w-0 flex-wrap gap-1">
          {lab.skills.map((skill) => (
            <li key={skill}>
              <Badge>{skill}</Badge>
            </li>
          ))}
        </ul>
        <div className="relative">
          <CardAction lab={lab} />
        </div>
      </div>
    </Card>
  );
}

function CardAction({ lab }: { readonly lab: LabSummary }) {
  const start = useStartLab();
  const mayStart = useMay('attempt.own.write');
  if (lab.mine.activeAttemptId !== null) {
    return (
      <Link to="/attempts/$id" params={{ id: lab.mine.activeAttemptId }} className={buttonClass('primary')}>
        Resume <ArrowRight aria-hidden className="size-4" />
      </Link>
    );
  }
  if (!mayStart || lab.availability.status !== 'available') return null;
  return (
    <Button
      busy={start.isPending}
      icon={<Play aria-hidden className="size-3.5" />}
      onClick={() => start.mutate(lab.slug)}
      aria-label={`${lab.mine.attempts > 0 ? 'Start again' : 'Start'}: ${lab.title}`}
    >
      {lab.mine.attempts > 0 ? 'Start again' : 'Start'}
    </Button>
  );
}
