import type { TeamView } from '@springboard/contracts/people.ts';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, UsersRound } from 'lucide-react';
import { meQuery, useMay } from '../../api/session.ts';
import type { PeopleDialog } from './people-dialog.ts';

export interface TeamsListProps {
  readonly teams: readonly TeamView[];
  readonly onDialog: (dialog: PeopleDialog) => void;
}

/** The teams in a table; operators make and change them. */
export function TeamsList({ teams, onDialog }: TeamsListProps) {
  const mayChange = useMay('team.any.manage');
  const add = mayChange ? (
    <Button
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => onDialog({ kind: 'team', team: null })}
    >
      New team
    </Button>
  ) : null;
  if (teams.length === 0) {
    return (
      <EmptyState icon={<UsersRound aria-hidden />} title="There is no team yet" actions={add}>
        {mayChange
          ? 'A team has a manager, who sees and invites its people, and a mentor, whom they ask first.'
          : 'An operator makes teams, and names you as the manager of yours.'}
      </EmptyState>
    );
  }
  return (
    <div className="pt-4">
      {add === null ? null : <div className="mb-3">{add}</div>}
      <DataTable
        label="Teams"
        columns={mayChange ? [...columns, changeColumn(onDialog)] : columns}
        rows={teams}
        keyOf={(team) => team.id}
      />
    </div>
  );
}

const columns: readonly Column<TeamView>[] = [
  { head: 'Team', cell: (team) => <TeamName team={team} /> },
  { head: 'Manager', plain: true, cell: (team) => team.manager?.name ?? '–' },
  { head: 'Mentor', plain: true, from: 'sm', cell: (team) => team.mentor?.name ?? '–' },
  {
    head: 'People',
    align: 'end',
    cell: (team) => <span className="tabular-nums">{team.members}</span>,
  },
];

/** Leads to how the team does, for those who may see it: mentors, and the manager of this team. */
function TeamName({ team }: { readonly team: TeamView }) {
  const { data: me } = useQuery(meQuery);
  const sees = useMay('attempt.any.read');
  const manages = useMay('attempt.team.read') && me !== undefined && team.manager?.id === me.id;
  if (!sees && !manages) return <span className="font-medium">{team.name}</span>;
  return (
    <Link
      to="/team"
      search={{ team: team.id }}
      className="rounded-sm font-medium text-accent-text hover:underline"
    >
      {team.name}
      <span className="sr-only">: how it does</span>
    </Link>
  );
}

const changeColumn = (onDialog: (dialog: PeopleDialog) => void): Column<TeamView> => ({
  head: 'Actions',
  quiet: true,
  align: 'end',
  cell: (team) => (
    <Button size="sm" onClick={() => onDialog({ kind: 'team', team })} aria-label={`Change ${team.name}`}>
      Change…
    </Button>
  ),
});
