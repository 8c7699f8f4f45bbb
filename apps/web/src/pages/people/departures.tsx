import type { DeparturesView } from '@springboard/contracts/leaving.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import type { UseQueryResult } from '@tanstack/react-query';
import { RequestError } from '../../components/request-error.tsx';
import { DeparturesList } from './departures-list.tsx';
import type { PeopleDialog } from './people-dialog.ts';

export interface DeparturesProps {
  readonly query: UseQueryResult<DeparturesView>;
  readonly onDialog: (dialog: PeopleDialog) => void;
}

/** Who has left, or how far that is: people and teams are shown without it. */
export function Departures({ query, onDialog }: DeparturesProps) {
  if (query.data !== undefined) return <DeparturesList departed={query.data.departed} onDialog={onDialog} />;
  if (query.isError) return <RequestError error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Loading label="Loading who has left">
      <Skeleton className="mt-4 h-40 w-full" />
    </Loading>
  );
}
