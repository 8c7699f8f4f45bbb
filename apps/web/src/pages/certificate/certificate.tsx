import type { PathView } from '@springboard/contracts/paths.ts';
import type { ReadinessView } from '@springboard/contracts/readiness.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { Printer } from 'lucide-react';
import { Mark } from '../../components/mark.tsx';
import { formatScore } from '../../modules/attempts/score.ts';
import { formatWholeDay } from '../../modules/paths/days.ts';

export interface CertificateProps {
  readonly name: string;
  readonly path: PathView;
  readonly readiness: ReadinessView;
}

/** What somebody has shown, on a sheet to be printed: black on white there, whatever the theme. */
export function Certificate({ name, path, readiness }: CertificateProps) {
  const { title, ready, since, until, labs, signOffs } = readiness;
  if (!ready || since === null)
    return (
      <Callout title="Not ready at the moment">
        Something is missing, or has expired. The path says what; results are kept.
      </Callout>
    );
  return (
    <>
      <div className="mb-4 flex justify-end print:hidden">
        <Button icon={<Printer aria-hidden className="size-4" />} onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <article className="mx-auto max-w-2xl rounded-lg border border-line bg-surface px-10 py-12 max-sm:px-5 max-sm:py-8 print:max-w-none print:border-0 print:p-0">
        <p className="flex items-center gap-2 text-sm font-semibold">
          <Mark className="size-6" />
          Springboard
        </p>
        <p className="mt-10 text-sm text-ink-2">{path.title}</p>
        <h1 className="mt-1 text-xl font-semibold tracking-tight">{name}</h1>
        <p className="mt-1 text-lg">{title}</p>
        <p className="mt-3 text-sm text-ink-2">
          Since {formatWholeDay(since.slice(0, 10))}
          {until === null ? '' : `, until ${formatWholeDay(until)}`}.
        </p>
        <h2 className="mt-8 mb-2 text-sm font-semibold">Labs</h2>
        <ul className="flex flex-col divide-y divide-line border-y border-line text-sm">
          {labs.map(({ slug, title: lab, evidence }) => (
            <li key={slug} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span>{lab}</span>
              {evidence === null ? null : (
                <span className="text-ink-2">
                  {formatScore(evidence.score)} of {formatScore(evidence.maxScore)} points,{' '}
                  {formatWholeDay(evidence.at.slice(0, 10))}
                </span>
              )}
            </li>
          ))}
        </ul>
        {signOffs.length === 0 ? null : (
          <>
            <h2 className="mt-8 mb-2 text-sm font-semibold">Signed off</h2>
            <ul className="flex flex-col divide-y divide-line border-y border-line text-sm">
              {signOffs.map(({ skillId, text, signOff }) => (
                <li key={skillId} className="py-2">
                  <p className="text-pretty">{text}</p>
                  {signOff === null ? null : (
                    <p className="text-pretty text-ink-2">
                      {signOff.by ?? 'Somebody who has left'}, {formatWholeDay(signOff.at.slice(0, 10))}:{' '}
                      {signOff.note}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </article>
    </>
  );
}
