import type { SourceProblem } from '@springboard/contracts/lab-source.ts';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';

/** What is to be mended; each leads to its place. */
export function Problems({
  problems,
  onGoTo,
}: {
  readonly problems: readonly SourceProblem[];
  readonly onGoTo: (problem: SourceProblem) => void;
}) {
  if (problems.length === 0)
    return (
      <p className="flex items-center gap-2 p-4 text-sm text-ink-2">
        <CircleCheck aria-hidden className="size-4 text-good-text" />
        Nothing is wrong. Whether it keeps its promises shows a test.
      </p>
    );
  return (
    <ul className="divide-y divide-line">
      {problems.map((problem) => (
        <li key={`${problem.file}:${problem.line}:${problem.column} ${problem.message}`}>
          <button
            type="button"
            onClick={() => onGoTo(problem)}
            className="flex w-full gap-2 px-4 py-2 text-left text-sm hover:bg-hover"
          >
            {problem.severity === 'error' ? (
              <CircleX aria-label="Error" className="mt-0.5 size-4 shrink-0 text-bad-text" />
            ) : (
              <TriangleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warn-text" />
            )}
            <span className="min-w-0">
              <span className="text-pretty">{problem.message}</span>
              <span className="block font-mono text-xs text-ink-3">
                {problem.file}:{problem.line}:{problem.column}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
