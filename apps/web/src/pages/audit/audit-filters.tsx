import type { AuditFilter } from '@springboard/contracts/audit.ts';
import { Button } from '@springboard/ui/button.tsx';
import { SearchField } from '@springboard/ui/search-field.tsx';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { auditActionsQuery } from '../../api/audit.ts';
import { peopleQuery } from '../../api/people.ts';
import { dayOf, endOfDay, startOfDay } from './days.ts';

const control = 'h-8 rounded-md border border-control bg-surface px-2 text-sm text-ink';

/** Person, action, days and words; all of them hold. */
export function AuditFilters({
  filter,
  onChange,
}: {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}) {
  const { data: people = [] } = useQuery(peopleQuery);
  const { data: actions = [] } = useQuery(auditActionsQuery);
  const groups = [...new Set(actions.flatMap((action) => action.match(/^[^.]+\./)?.[0] ?? []))];
  const list = useId();
  const { person, subjectId } = filter;
  const known = person === undefined || people.some(({ id }) => id === person);
  const set = (part: AuditFilter) => onChange({ ...filter, ...part });
  return (
    <search className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <SearchField
        label="Search the record"
        placeholder="Words, names, addresses, ids"
        value={filter.q ?? ''}
        onChange={(q) => set({ q })}
        className="w-64 max-sm:w-full"
      />
      <Labelled label="Person">
        <select
          value={person ?? ''}
          onChange={(event) => set({ person: event.target.value || undefined })}
          className={`${control} max-w-48`}
        >
          <option value="">Everybody</option>
          {known ? null : <option value={person}>{person}</option>}
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label="Action">
        <input
          list={list}
          value={filter.action ?? ''}
          placeholder="any, or attempt."
          maxLength={60}
          onChange={(event) => set({ action: event.target.value.trim() })}
          className={`${control} w-44 font-mono text-xs`}
        />
        <datalist id={list}>
          {[...groups, ...actions].toSorted().map((action) => (
            <option key={action} value={action} />
          ))}
        </datalist>
      </Labelled>
      <Labelled label="From">
        <input
          type="date"
          value={dayOf(filter.from)}
          onChange={(event) => set({ from: startOfDay(event.target.value) })}
          className={control}
        />
      </Labelled>
      <Labelled label="Until">
        <input
          type="date"
          value={dayOf(filter.until, -1)}
          onChange={(event) => set({ until: endOfDay(event.target.value) })}
          className={control}
        />
      </Labelled>
      {subjectId === undefined ? null : (
        <Button onClick={() => set({ subjectKind: undefined, subjectId: undefined })}>
          Only {filter.subjectKind} {subjectId.slice(0, 8)}: show all
        </Button>
      )}
    </search>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given
    <label className="flex flex-col gap-1 text-xs text-ink-2">
      {label}
      {children}
    </label>
  );
}
