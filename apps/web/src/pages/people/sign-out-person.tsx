import type { PersonView } from '@springboard/contracts/people.ts';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation } from '@tanstack/react-query';
import { signOutPerson } from '../../api/people.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

export interface SignOutPersonProps {
  readonly person: PersonView;
  readonly onClose: () => void;
}

/** Asks before somebody is signed out in every browser. */
export function SignOutPerson({ person, onClose }: SignOutPersonProps) {
  const signOut = useMutation({
    mutationFn: () => signOutPerson(person.id),
    onSuccess: () => notify({ tone: 'good', title: `${person.name} is signed out everywhere` }),
    onError: notifyFailure,
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Sign ${person.name} out everywhere?`}
      confirm="Sign out everywhere"
      danger
      busy={signOut.isPending}
      onConfirm={() => signOut.mutate()}
    >
      <p>
        Their browsers are signed out, terminals and pages close, and links that were not used stop working.
        Their environments and results are kept; API tokens go on. They come back with a new link.
      </p>
    </ConfirmDialog>
  );
}
