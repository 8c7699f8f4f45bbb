import type { DepartedPerson } from '@springboard/contracts/leaving.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { eraseData, erasureQuery } from '../../api/leaving.ts';
import { RequestError } from '../../components/request-error.tsx';
import { TypedConfirmation } from './typed-confirmation.tsx';
import { usePeopleChanged } from './use-people-changed.ts';

export interface ErasePersonProps {
  readonly person: DepartedPerson;
  readonly onClose: () => void;
}

/** Shows what an erasure takes and leaves, and does it. */
export function ErasePerson({ person, onClose }: ErasePersonProps) {
  const erasure = useQuery(erasureQuery(person.id));
  const changed = usePeopleChanged();
  const erase = useMutation({
    mutationFn: (confirm: string) => eraseData(person.id, confirm),
    onSuccess: async ({ pseudonym }) => {
      await changed();
      notify({ tone: 'good', title: `The data is erased. What is left is called ${pseudonym}` });
      onClose();
    },
  });
  if (erasure.isError) return <RequestError error={erasure.error} onRetry={() => void erasure.refetch()} />;
  if (erasure.data === undefined) {
    return (
      <Loading label="Looking what would be erased">
        <Skeleton className="h-56 w-full" />
      </Loading>
    );
  }
  const { attempts, recordings, walkthroughs, texts, auditLines, nameStaysInTexts } = erasure.data;
  return (
    <TypedConfirmation
      email={person.email}
      submit="Erase for good"
      error={erase.error}
      busy={erase.isPending}
      onConfirm={erase.mutate}
      onCancel={onClose}
    >
      <div className="flex flex-col gap-2 text-sm text-pretty text-ink-2">
        <p className="font-medium text-ink">What goes, for good</p>
        <ul className="list-disc space-y-0.5 pl-5">
          <li>name, address, picture, addresses of their computers</li>
          <li>
            {counted(recordings, 'recording', 'recordings')} of terminals, and{' '}
            {counted(texts, 'text', 'texts')} of theirs, with what reviewers wrote below
          </li>
          {walkthroughs > 0 ? (
            <li>{counted(walkthroughs, 'walk-through', 'walk-throughs')} of theirs, also for others</li>
          ) : null}
          <li>what checks printed in their environments</li>
        </ul>
        <p className="font-medium text-ink">What stays, under a pseudonym</p>
        <ul className="list-disc space-y-0.5 pl-5">
          <li>
            verdicts and points of {counted(attempts, 'attempt', 'attempts')}: how labs do is counted from
            them
          </li>
          <li>
            {counted(auditLines, 'line', 'lines')} of the audit: that something was done has to be shown, not
            by whom
          </li>
          <li>what they wrote in reviews of others: it belongs to those</li>
        </ul>
        <p>
          {nameStaysInTexts
            ? 'Their name is one word, or somebody else’s, too: in what others wrote it is left. '
            : null}
          Not touched: backups made before, log files, and the history of the labs’ Git repository.
        </p>
      </div>
    </TypedConfirmation>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
