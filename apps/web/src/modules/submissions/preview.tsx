import { Button } from '@springboard/ui/button.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../../api/client.ts';
import { workPreviewQuery } from '../../api/submissions.ts';
import { Prose } from '../../components/prose.tsx';

/** A text as its reviewer will read it. */
export function Preview({
  attemptId,
  taskId,
  text,
}: {
  readonly attemptId: string;
  readonly taskId: string;
  readonly text: string;
}) {
  const preview = useQuery(workPreviewQuery(attemptId, taskId, text));
  if (text.trim() === '') return <p className="px-3 py-3 text-sm text-ink-3">There is nothing to see yet.</p>;
  if (preview.data !== undefined)
    return (
      <div className="max-h-[60vh] min-h-24 overflow-y-auto px-3 py-3">
        <Prose prose={preview.data.prose} className="text-base" />
      </div>
    );
  if (preview.isError)
    return (
      <div role="alert" className="flex flex-wrap items-center justify-between gap-2 px-3 py-3 text-sm">
        <p className="text-bad-text">{asApiError(preview.error).message} Your text is kept.</p>
        <Button size="sm" onClick={() => void preview.refetch()}>
          Try again
        </Button>
      </div>
    );
  return (
    <Loading label="Making the preview">
      <Skeleton className="m-3 h-24" />
    </Loading>
  );
}
