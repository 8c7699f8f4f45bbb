import type { ClassPerson } from '@springboard/contracts/classes.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Checkbox } from '@springboard/ui/field.tsx';
import { SearchField } from '@springboard/ui/search-field.tsx';
import { useState } from 'react';
import { peopleWords } from './words.ts';

export interface PeopleFieldProps {
  readonly people: readonly ClassPerson[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Who is to be in the class: a whole team by one press, or one by one. */
export function PeopleField({ people, chosen, onChange }: PeopleFieldProps) {
  const [filter, setFilter] = useState('');
  const shown = people.filter((one) => fits(one, filter));
  const set = (ids: readonly string[], inIt: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (inIt) next.add(id);
      else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">
        People{' '}
        <span className="ml-1 font-normal text-ink-3 tabular-nums">{peopleWords(chosen.size)} chosen</span>
      </legend>
      <Teams people={people} chosen={chosen} onSet={set} />
      <SearchField label="Find people" placeholder="Name or team" value={filter} onChange={setFilter} />
      <ul className="max-h-72 overflow-y-auto rounded-md border border-line bg-surface px-3 py-1.5">
        {shown.map(({ id, name, teams }) => (
          <li key={id} className="py-0.5">
            <Checkbox
              checked={chosen.has(id)}
              onChange={(event) => set([id], event.target.checked)}
              label={
                <>
                  {name}
                  <span className="text-xs text-ink-3">{teams.map((team) => team.name).join(', ')}</span>
                </>
              }
            />
          </li>
        ))}
        {shown.length === 0 ? <li className="py-1 text-sm text-ink-3">Nobody is called so.</li> : null}
      </ul>
    </fieldset>
  );
}

/** A button for each team: all who are in it come, or go when they were all chosen. */
function Teams({
  people,
  chosen,
  onSet,
}: {
  readonly people: readonly ClassPerson[];
  readonly chosen: ReadonlySet<string>;
  readonly onSet: (ids: readonly string[], inIt: boolean) => void;
}) {
  const teams = new Map(people.flatMap((one) => one.teams.map(({ id, name }) => [id, name] as const)));
  if (teams.size === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {[...teams].map(([id, name]) => {
        const ids = people.filter((one) => one.teams.some((team) => team.id === id)).map((one) => one.id);
        const all = ids.every((one) => chosen.has(one));
        return (
          <Button
            key={id}
            size="sm"
            aria-pressed={all}
            variant={all ? 'primary' : 'secondary'}
            onClick={() => onSet(ids, !all)}
          >
            All of {name}, {ids.length}
          </Button>
        );
      })}
    </div>
  );
}

function fits({ name, teams }: ClassPerson, filter: string): boolean {
  const text = [name, ...teams.map((team) => team.name)].join(' ').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
