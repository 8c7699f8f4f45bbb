import { Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../../api/client.ts';
import { runEvidenceQuery } from '../../api/timeline.ts';

/** What a run of a check stands on, for those who care for labs. */
export function Evidence({ attemptId, runId }: { readonly attemptId: string; readonly runId: number }) {
  const { data, error } = useQuery(runEvidenceQuery(attemptId, runId));
  if (error !== null) return <p className="text-xs text-bad-text">{asApiError(error).message}</p>;
  if (data === undefined) return <Skeleton className="h-16 w-full" />;
  const { node, exitCode, timedOut, authorText, stdout, stderr, commands } = data;
  const facts = [
    node === null || node === '' ? null : `on ${node}`,
    timedOut ? 'ran out of time' : exitCode === null ? null : `exit code ${exitCode}`,
    `${data.durationMs} ms`,
  ];
  return (
    <div className="flex min-w-0 flex-col gap-2 text-xs text-ink-2">
      <p>{facts.filter((fact) => fact !== null).join(', ')}</p>
      {authorText === null || authorText === '' ? null : <Output label="For the author" text={authorText} />}
      {stdout === '' ? null : <Output label="It printed" text={stdout} />}
      {stderr === '' ? null : <Output label="To standard error" text={stderr} />}
      {commands.length === 0 ? null : <Output label="Commands before it" text={commands.join('\n')} />}
    </div>
  );
}

function Output({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-ink-3">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        tabIndex={0}
        className="max-h-40 overflow-auto rounded-md border border-line bg-inset p-2 font-mono text-xs whitespace-pre-wrap"
      >
        {text}
      </pre>
    </figure>
  );
}
