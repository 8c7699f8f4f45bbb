import type { PersonView } from '@springboard/contracts/people.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '@springboard/ui/menu.tsx';
import { useQuery } from '@tanstack/react-query';
import { CalendarDays, DoorOpen, Ellipsis, Link2, LogOut, UserPen, UsersRound } from 'lucide-react';
import { meQuery, useMay } from '../../api/session.ts';
import type { PeopleDialog } from './people-dialog.ts';

export interface PersonActionsProps {
  readonly person: PersonView;
  readonly onDialog: (dialog: PeopleDialog) => void;
}

/** What can be done about one person by who looks at the page; nothing at all is no menu. */
export function PersonActions({ person, onDialog }: PersonActionsProps) {
  const managesAnybody = useMay('person.any.manage');
  const managesTeams = useMay('team.any.manage');
  const managesOwnTeams = useMay('team.own.manage');
  const { data: me } = useQuery(meQuery);
  const isLearner = person.roles.every((role) => role === 'learner');
  const isNewLearner = person.lastSignInAt === null && isLearner;
  const mayEnd = me?.id !== person.id && (managesAnybody || (managesOwnTeams && isLearner));
  const mayInvite = managesAnybody || (managesOwnTeams && isNewLearner);
  if (!managesAnybody && !managesTeams && !managesOwnTeams) return null;
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${person.name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {managesAnybody ? (
        <MenuItem icon={<UserPen aria-hidden />} onClick={() => onDialog({ kind: 'change-person', person })}>
          Change name and roles…
        </MenuItem>
      ) : null}
      {person.teams.map((membership) => (
        <MenuItem
          key={membership.id}
          icon={<CalendarDays aria-hidden />}
          onClick={() => onDialog({ kind: 'membership', person, membership })}
        >
          Joining date and mentor in {membership.name}…
        </MenuItem>
      ))}
      {managesTeams ? (
        <MenuItem
          icon={<UsersRound aria-hidden />}
          onClick={() => onDialog({ kind: 'membership', person, membership: null })}
        >
          Put into a team…
        </MenuItem>
      ) : null}
      {mayInvite ? <MenuSeparator /> : null}
      {mayInvite ? (
        <MenuItem icon={<Link2 aria-hidden />} onClick={() => onDialog({ kind: 'link', person })}>
          Sign-in link…
        </MenuItem>
      ) : null}
      {managesAnybody ? (
        <MenuItem danger icon={<LogOut aria-hidden />} onClick={() => onDialog({ kind: 'sign-out', person })}>
          Sign out everywhere…
        </MenuItem>
      ) : null}
      {mayEnd ? <MenuSeparator /> : null}
      {mayEnd ? (
        <MenuItem
          danger
          icon={<DoorOpen aria-hidden />}
          onClick={() => onDialog({ kind: 'end-access', person })}
        >
          End access…
        </MenuItem>
      ) : null}
    </Menu>
  );
}
