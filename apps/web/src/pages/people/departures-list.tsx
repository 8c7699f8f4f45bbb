import type { DepartedPerson, DeparturesView } from '@springboard/contracts/leaving.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation } from '@tanstack/react-query';
import { DoorOpen } from 'lucide-react';
import { letBack } from '../../api/leaving.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import type { PeopleDialog } from './people-dialog.ts';
import { usePeopleChanged } from './use-people-changed.ts';

export interface DeparturesListProps {
  readonly departed: DeparturesView['departed'];
  readonly onDialog: (dialog: PeopleDialog) => void;
}

/** Who has left: they may sign in again, or their data is erased. */
export function DeparturesList({ departed, onDialog }: DeparturesListProps) {
  if (departed.length === 0) {
    return (
      <EmptyState icon={<DoorOpen aria-hidden />} title="Nobody has left">
        “End access…” beside a person ends all they have here at once. They are listed here then.
      </EmptyState>
    );
  }
  return (
    <div className="pt-4">
      <DataTable
        label="People who have left"
        columns={[...columns, actionsColumn(onDialog)]}
        rows={departed}
        keyOf={(person) => person.id}
      />
    </div>
  );
}

const columns: readonly Column<DepartedPerson>[] = [
  {
    head: 'Name',
    cell: (person) => (
      <span className="min-w-0">
        <span className="block font-medium">{person.name}</span>
        {person.erasedAt === null ? (
          <span className="block text-xs break-all text-ink-3">{person.email}</span>
        ) : null}
      </span>
    ),
  },
  { head: 'Left', plain: true, cell: (person) => <RelativeTime at={person.leftAt} /> },
  { head: 'Data', from: 'sm', cell: (person) => <DataState person={person} /> },
];

function DataState({ person }: { readonly person: DepartedPerson }) {
  if (person.erasedAt !== null) return <Badge>erased</Badge>;
  if (person.deletionAskedAt !== null) return <Badge tone="warn">deletion asked for</Badge>;
  return <span className="text-ink-3">kept</span>;
}

const actionsColumn = (onDialog: (dialog: PeopleDialog) => void): Column<DepartedPerson> => ({
  head: 'Actions',
  quiet: true,
  align: 'end',
  cell: (person) => (person.erasedAt === null ? <Actions person={person} onDialog={onDialog} /> : null),
});

interface ActionsProps {
  readonly person: DepartedPerson;
  readonly onDialog: (dialog: PeopleDialog) => void;
}

function Actions({ person, onDialog }: ActionsProps) {
  const changed = usePeopleChanged();
  const back = useMutation({
    mutationFn: () => letBack(person.id),
    onSuccess: async () => {
      await changed();
      notify({ tone: 'good', title: `${person.name} may sign in again, by a new link` });
    },
    onError: notifyFailure,
  });
  return (
    <span className="flex flex-wrap justify-end gap-2">
      <Button
        size="sm"
        busy={back.isPending}
        onClick={() => back.mutate()}
        aria-label={`Let ${person.name} sign in again`}
      >
        Let back in
      </Button>
      <Button
        size="sm"
        onClick={() => onDialog({ kind: 'erase', person })}
        aria-label={`Erase the data of ${person.name}`}
      >
        Erase data…
      </Button>
    </span>
  );
}
