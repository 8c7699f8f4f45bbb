import type { SubmissionVersion } from '@springboard/contracts/submissions.ts';
import { cx } from '@springboard/ui/cx.ts';
import { useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import { type Commenting, SourceLines } from './source-lines.tsx';

/** What was handed in, as it reads or line by line with what was said of them; by lines where there is something to say or to see. */
export function VersionText({
  version,
  commenting,
  below,
}: {
  readonly version: SubmissionVersion;
  readonly commenting: Commenting | null;
  /** The level of the heading that it stands under. */
  readonly below: 2 | 3;
}) {
  const { text, prose, comments } = version;
  const [chosen, choose] = useState<boolean | null>(null);
  const byLines = chosen ?? comments.length > 0;
  if (text.trim() === '') return <p className="px-3 py-3 text-sm text-ink-3">Handed in without a note.</p>;
  const open = comments.filter(({ settledAt }) => settledAt === null).length;
  return (
    <>
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <fieldset className="flex gap-1">
          <legend className="sr-only">How the text is shown</legend>
          {([false, true] as const).map((lines) => (
            <button
              key={String(lines)}
              type="button"
              aria-pressed={byLines === lines}
              onClick={() => choose(lines)}
              className={cx(
                'h-7 rounded-md px-2 text-xs font-medium',
                byLines === lines ? 'bg-press text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
              )}
            >
              {lines ? 'By lines' : 'As it reads'}
            </button>
          ))}
        </fieldset>
        <p className="text-xs text-ink-3">
          {comments.length > 0
            ? `${comments.length} ${comments.length === 1 ? 'comment' : 'comments'}, ${open} open`
            : commenting?.form && byLines
              ? 'Choose a line number to comment; with Shift, several'
              : null}
        </p>
      </div>
      {byLines ? (
        <SourceLines text={text} comments={comments} commenting={commenting} />
      ) : (
        <div className="px-3 py-3">
          <Prose below={below} prose={prose} className="text-base" />
        </div>
      )}
    </>
  );
}
