import type { PersonView } from '@springboard/contracts/people.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { SearchField } from '@springboard/ui/search-field.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { peopleQuery } from '../../api/operations.ts';
import { initials } from '../../components/initials.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';

/** Everybody of this installation with their roles and teams. */
export function PeoplePage() {
  const people = useQuery(peopleQuery);
  return (
    <>
      <PageHeader title="People" description="Who may do what, and in which team." />
      {people.data !== undefined ? (
        <People people={people.data} />
      ) : people.isError ? (
        <RequestError error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <Loading label="Loading the people">
          <Skeleton className="h-8 w-64" />
          <Skeleton className="mt-3 h-72 w-full" />
        </Loading>
      )}
    </>
  );
}

const columns: readonly Column<PersonView>[] = [
  {
    head: 'Name',
    cell: (person) => (
      <span className="flex items-center gap-3">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-inset text-2xs font-semibold text-ink-2"
        >
          {initials(person.name)}
        </span>
        <span className="min-w-0">
          <span className="block font-medium">{person.name}</span>
          <span className="block text-xs break-all text-ink-3">{person.email}</span>
        </span>
      </span>
    ),
  },
  {
    head: 'Roles',
    cell: (person) => (
      <span className="flex flex-wrap gap-1">
        {person.roles.map((role) => (
          <Badge key={role}>{role}</Badge>
        ))}
      </span>
    ),
  },
  {
    head: 'Teams',
    from: 'sm',
    cell: (person) => (
      <span className="text-ink-2">{person.teams.map((team) => team.name).join(', ') || '–'}</span>
    ),
  },
];

function People({ people }: { readonly people: readonly PersonView[] }) {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = people.filter((person) =>
    [person.name, person.email, ...person.roles, ...person.teams.map((team) => team.name)].some((text) =>
      text.toLowerCase().includes(wanted),
    ),
  );
  return (
    <>
      <SearchField
        label="Filter by name, role or team"
        placeholder="Name, role or team"
        value={filter}
        onChange={setFilter}
        className="mb-3 max-w-72"
      />
      {shown.length === 0 ? (
        <EmptyState icon={<Users aria-hidden />} title="Nobody fits">
          No name, role or team contains “{filter}”.
        </EmptyState>
      ) : (
        <DataTable label="People" columns={columns} rows={shown} keyOf={(person) => person.id} />
      )}
    </>
  );
}
