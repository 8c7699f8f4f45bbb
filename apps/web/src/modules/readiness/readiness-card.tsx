import type { ReadinessLab, ReadinessSignOff, ReadinessView } from '@springboard/contracts/readiness.ts';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { Link } from '@tanstack/react-router';
import { Check, CircleDashed, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDay } from '../paths/days.ts';
import { ReadyBadge } from './ready-badge.tsx';

export interface ReadinessCardProps {
  readonly readiness: ReadinessView;
  /** Where its certificate is, for who is ready. */
  readonly certificate: ReactNode;
  /** What can be done about a sign-off. */
  readonly action?: (part: ReadinessSignOff) => ReactNode;
}

/** What somebody may be ready for: each part of it, what shows it, and until when it counts. */
export function ReadinessCard({ readiness, certificate, action }: ReadinessCardProps) {
  const { title, ready, labs, signOffs } = readiness;
  return (
    <Card className="p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        <ReadyBadge readiness={readiness} />
      </div>
      <ul className="mt-3 flex flex-col gap-2.5">
        {labs.map((lab) => (
          <Part key={lab.slug} state={lab.state} title={lab.title} note={labNote(lab)}>
            {lab.evidence === null ? null : (
              <Link
                to="/attempts/$id"
                params={{ id: lab.evidence.attemptId }}
                aria-label={`Attempt: ${lab.title}`}
                className="rounded-sm text-xs text-accent-text hover:underline"
              >
                Attempt
              </Link>
            )}
          </Part>
        ))}
        {signOffs.map((part) => (
          <Part key={part.skillId} state={part.state} title={part.text} note={signOffNote(part)}>
            {action?.(part)}
          </Part>
        ))}
      </ul>
      {ready ? <div className="mt-3 border-t border-line pt-3">{certificate}</div> : null}
    </Card>
  );
}

const looks = {
  met: { icon: Check, words: 'There', className: 'text-good-text' },
  missing: { icon: CircleDashed, words: 'Missing', className: 'text-ink-3' },
  expired: { icon: Hourglass, words: 'Expired', className: 'text-warn-text' },
} as const;

function Part(props: {
  readonly state: keyof typeof looks;
  readonly title: string;
  readonly note: string;
  readonly children?: ReactNode;
}) {
  const { icon: Icon, words, className } = looks[props.state];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', className)} />
      <div className="min-w-0 flex-1">
        <p className="text-xs text-pretty">
          <span className="sr-only">{words}: </span>
          {props.title}
        </p>
        <p className="text-2xs text-pretty text-ink-3">{props.note}</p>
      </div>
      {props.children}
    </li>
  );
}

function labNote({ pass, state, until }: ReadinessLab): string {
  return state === 'missing' ? `lab, with ${pass} % of its points` : `lab${untilNote(state, until)}`;
}

function signOffNote({ state, until, signOff }: ReadinessSignOff): string {
  if (signOff === null) return 'a mentor or manager signs it off';
  const by = signOff.by === null ? 'signed off' : `signed off by ${signOff.by}`;
  return `${by}${untilNote(state, until)}: ${signOff.note}`;
}

function untilNote(state: 'met' | 'missing' | 'expired', until: string | null): string {
  if (until === null) return '';
  return state === 'expired' ? `, expired ${formatDay(until)}` : `, until ${formatDay(until)}`;
}
