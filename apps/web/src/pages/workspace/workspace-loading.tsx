import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { Mark } from '../../components/mark.tsx';

/** The shape of the workspace before its data is there. */
export function WorkspaceLoading() {
  return (
    <Loading label="Loading the workspace" className="flex h-dvh flex-col">
      <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
        <Mark className="size-6" />
        <Skeleton className="h-4 w-56" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex w-full flex-col gap-4 border-r border-line bg-surface p-5 md:w-2/5">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-2/3" />
        </div>
        <div className="flex-1 bg-canvas max-md:hidden" />
      </div>
    </Loading>
  );
}
