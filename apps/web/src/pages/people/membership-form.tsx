import type { MembershipView, PersonView } from '@springboard/contracts/people.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { endMembership, saveMembership, teamsQuery } from '../../api/people.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { today } from '../../modules/paths/days.ts';
import { ChoiceField, TextField } from './fields.tsx';
import { withNamed } from './named.ts';
import { usePeopleChanged } from './use-people-changed.ts';

export interface MembershipFormProps {
  readonly person: PersonView;
  /** Null: of a team that is still to be chosen. */
  readonly membership: MembershipView | null;
  readonly onClose: () => void;
}

/** Since when somebody is in a team and who mentors them there; and the way out of it. */
export function MembershipForm({ person, membership, onClose }: MembershipFormProps) {
  const { data: all } = useQuery(teamsQuery);
  const changed = usePeopleChanged();
  const [teamId, setTeamId] = useState(membership?.id ?? null);
  const [joinedOn, setJoinedOn] = useState(membership?.joinedOn ?? today());
  const [mentorId, setMentorId] = useState(membership?.mentorId ?? null);
  const mentorOfTeam = all?.teams.find(({ id }) => id === teamId)?.mentor?.name ?? 'nobody yet';
  const named =
    membership?.mentorId == null ? null : { id: membership.mentorId, name: membership.mentor ?? '' };
  const done = async () => {
    await changed();
    onClose();
  };
  const save = useMutation({
    mutationFn: () => saveMembership(teamId ?? '', person.id, { joinedOn, mentorId }),
    onSuccess: done,
  });
  const leave = useMutation({
    mutationFn: () => endMembership(teamId ?? '', person.id),
    onSuccess: done,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const others = (all?.teams ?? []).filter(({ id }) => !person.teams.some((team) => team.id === id));
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      {membership === null ? (
        <ChoiceField
          label="Team"
          hint={others.length === 0 ? 'They are in every team there is.' : undefined}
          choices={others}
          value={teamId}
          onChange={setTeamId}
        />
      ) : null}
      <TextField
        label="Joining date"
        type="date"
        hint="Their first day in the team."
        value={joinedOn}
        onChange={setJoinedOn}
      />
      <ChoiceField
        label="Mentor"
        choices={withNamed(all?.mentors, named).filter(({ id }) => id !== person.id)}
        none={`The team’s (${mentorOfTeam})`}
        value={mentorId}
        onChange={setMentorId}
      />
      {membership === null ? null : (
        <Leave person={person} team={membership.name} busy={leave.isPending} onLeave={() => leave.mutate()} />
      )}
      <FormEnd
        error={save.error ?? leave.error}
        busy={save.isPending}
        disabled={teamId === null || joinedOn === ''}
        submit="Save"
        onCancel={onClose}
      />
    </form>
  );
}

interface LeaveProps {
  readonly person: PersonView;
  readonly team: string;
  readonly busy: boolean;
  readonly onLeave: () => void;
}

/** The way out of a team, after a question: only an operator puts somebody back. */
function Leave({ person, team, busy, onLeave }: LeaveProps) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <div>
        <Button size="sm" type="button" onClick={() => setAsked(true)}>
          Take out of {team}…
        </Button>
      </div>
    );
  }
  return (
    <Callout
      role="status"
      tone="warn"
      title={`Take ${person.name} out of ${team}?`}
      actions={
        <>
          <Button size="sm" type="button" variant="danger" busy={busy} onClick={onLeave}>
            Take out
          </Button>
          <Button size="sm" type="button" onClick={() => setAsked(false)}>
            Keep
          </Button>
        </>
      }
    >
      Its manager does not see them any more. Attempts and results stay theirs; an operator can put them back.
    </Callout>
  );
}
