import { Dialog } from '@springboard/ui/dialog.tsx';
import type { ReactNode } from 'react';
import { AddPersonForm } from './add-person-form.tsx';
import { ChangePersonForm } from './change-person-form.tsx';
import { EndAccess } from './end-access.tsx';
import { ErasePerson } from './erase-person.tsx';
import { MembershipForm } from './membership-form.tsx';
import type { PeopleDialog } from './people-dialog.ts';
import { SignInLink } from './sign-in-link.tsx';
import { SignOutPerson } from './sign-out-person.tsx';
import { TeamForm } from './team-form.tsx';

export interface DialogsProps {
  readonly dialog: PeopleDialog | null;
  readonly onClose: () => void;
}

/** The dialogue that is open, if one is. */
export function Dialogs({ dialog, onClose }: DialogsProps) {
  if (dialog === null) return null;
  if (dialog.kind === 'sign-out') return <SignOutPerson person={dialog.person} onClose={onClose} />;
  const [title, form] = contentOf(dialog, onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
    >
      {form}
    </Dialog>
  );
}

function contentOf(
  dialog: Exclude<PeopleDialog, { kind: 'sign-out' }>,
  onClose: () => void,
): readonly [string, ReactNode] {
  switch (dialog.kind) {
    case 'add-person':
      return ['Somebody new', <AddPersonForm key="add" onClose={onClose} />];
    case 'change-person':
      return [
        `Change ${dialog.person.name}`,
        <ChangePersonForm key="change" person={dialog.person} onClose={onClose} />,
      ];
    case 'membership':
      return [
        dialog.membership === null
          ? `Put ${dialog.person.name} into a team`
          : `${dialog.person.name} in ${dialog.membership.name}`,
        <MembershipForm key="membership" {...dialog} onClose={onClose} />,
      ];
    case 'link':
      return [
        `A sign-in link for ${dialog.person.name}`,
        <SignInLink key="link" person={dialog.person} onClose={onClose} />,
      ];
    case 'end-access':
      return [
        `End the access of ${dialog.person.name}?`,
        <EndAccess key="end" person={dialog.person} onClose={onClose} />,
      ];
    case 'erase':
      return [
        `Erase the data of ${dialog.person.name}?`,
        <ErasePerson key="erase" person={dialog.person} onClose={onClose} />,
      ];
    case 'team':
      return [
        dialog.team === null ? 'New team' : `Change ${dialog.team.name}`,
        <TeamForm key="team" team={dialog.team} onClose={onClose} />,
      ];
  }
}
