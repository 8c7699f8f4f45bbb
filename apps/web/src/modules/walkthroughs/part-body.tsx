import { Button } from '@springboard/ui/button.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { RequestError } from '../../components/request-error.tsx';
import { Allowed } from '../replay/allowed.tsx';
import type { Cast } from '../replay/cast.ts';
import type { castQuery } from '../replay/cast-query.ts';
import { NothingPrinted, PlayerFailed, PlayerRefused, Unreadable } from '../replay/states.tsx';

/** A recording that is loaded and then played, or said why not. */
export function PartBody({
  query,
  children,
}: {
  readonly query: ReturnType<typeof castQuery>;
  readonly children: (cast: Cast, onFailure: () => void) => ReactNode;
}) {
  const loaded = useQuery(query);
  const [failed, setFailed] = useState(false);
  const reload = <Button onClick={() => window.location.reload()}>Reload the page</Button>;
  if (loaded.data === undefined) {
    if (loaded.isError)
      return <RequestError error={asApiError(loaded.error)} onRetry={() => void loaded.refetch()} />;
    return (
      <Loading label="Loading the recording">
        <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Skeleton className="h-[clamp(15rem,62vw,min(66dvh,42rem))] w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
      </Loading>
    );
  }
  if (loaded.data.kind === 'unreadable') return <Unreadable actions={reload} />;
  if (loaded.data.kind === 'empty') return <NothingPrinted goesOn={false} actions={null} />;
  if (failed) return <PlayerFailed actions={reload} />;
  return (
    <Allowed refused={<PlayerRefused actions={null} />}>
      {children(loaded.data.cast, () => setFailed(true))}
    </Allowed>
  );
}
