import type { PersonView } from '@springboard/contracts/people.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { SearchField } from '@springboard/ui/search-field.tsx';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { initials } from '../../components/initials.ts';
import { formatDay } from '../../modules/paths/days.ts';
import type { PeopleDialog } from './people-dialog.ts';
import { PersonActions } from './person-actions.tsx';

export interface PeopleListProps {
  readonly people: readonly PersonView[];
  readonly onDialog: (dialog: PeopleDialog) => void;
}

/** Everybody in a table, narrowed down by what is typed. */
export function PeopleList({ people, onDialog }: PeopleListProps) {
  const [wanted, setWanted] = useState('');
  const shown = people.filter((person) => fits(person, wanted.trim().toLowerCase()));
  if (people.length === 0) {
    return (
      <EmptyState icon={<Users aria-hidden />} title="Nobody is here yet">
        People appear when they are in a team that you manage. An operator makes teams and names their
        managers.
      </EmptyState>
    );
  }
  return (
    <div className="pt-4">
      <SearchField
        label="Filter by name, role, team or mentor"
        placeholder="Name, role, team or mentor"
        value={wanted}
        onChange={setWanted}
        className="mb-3 max-w-72"
      />
      {shown.length === 0 ? (
        <EmptyState icon={<Users aria-hidden />} title="Nobody fits">
          No name, role, team or mentor contains “{wanted}”.
        </EmptyState>
      ) : (
        <DataTable
          label="People"
          columns={[...columns, actionsColumn(onDialog)]}
          rows={shown}
          keyOf={(person) => person.id}
        />
      )}
    </div>
  );
}

function fits({ name, email, roles, teams }: PersonView, wanted: string): boolean {
  const mentors = teams.flatMap(({ mentor }) => mentor ?? []);
  const texts = [name, email, ...roles, ...teams.map((team) => team.name), ...mentors];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

const columns: readonly Column<PersonView>[] = [
  {
    head: 'Name',
    cell: (person) => (
      <span className="flex items-center gap-3">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-inset text-2xs font-semibold text-ink-2 max-sm:hidden"
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
    head: 'Team',
    from: 'sm',
    cell: (person) => (
      <Lines
        of={person.teams.map((team) => [team.id, team.name, `since ${formatDay(team.joinedOn)}`] as const)}
      />
    ),
  },
  {
    head: 'Mentor',
    from: 'md',
    cell: (person) => <Lines of={person.teams.map((team) => [team.id, team.mentor ?? '–', null] as const)} />,
  },
  {
    head: 'Last sign-in',
    from: 'lg',
    plain: true,
    cell: (person) =>
      person.lastSignInAt === null ? (
        <Badge tone="warn">never</Badge>
      ) : (
        <RelativeTime at={person.lastSignInAt} />
      ),
  },
];

/** A line for each team, in the same order in each column. */
function Lines({ of }: { readonly of: readonly (readonly [string, string, string | null])[] }) {
  if (of.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <ul className="flex flex-col gap-0.5 text-ink-2">
      {of.map(([key, text, note]) => (
        <li key={key}>
          {text} {note === null ? null : <span className="text-xs whitespace-nowrap text-ink-3">{note}</span>}
        </li>
      ))}
    </ul>
  );
}

const actionsColumn = (onDialog: (dialog: PeopleDialog) => void): Column<PersonView> => ({
  head: 'Actions',
  quiet: true,
  align: 'end',
  cell: (person) => <PersonActions person={person} onDialog={onDialog} />,
});
