import {
  type ClassInput,
  type ClassPerson,
  longestClassTitle,
  mostInClass,
} from '@springboard/contracts/classes.ts';
import type { LabSummary } from '@springboard/contracts/labs.ts';
import { Card } from '@springboard/ui/card.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { classesKey } from '../../api/classes.ts';
import { FormEnd } from '../../components/form-end.tsx';
import { fromField, proposedStart, toField } from './form-times.ts';
import { PeopleField } from './people-field.tsx';

export interface ClassFormProps {
  readonly labs: readonly Pick<LabSummary, 'slug' | 'title'>[];
  readonly people: readonly ClassPerson[];
  /** What is planned; null: a new one. */
  readonly before: ClassInput | null;
  readonly submit: string;
  /** Answers the id of the class. */
  readonly onSend: (input: ClassInput) => Promise<string>;
  readonly onDone: (id: string) => void;
  readonly onCancel: () => void;
}

/** Title, lab, time and people of a class. */
export function ClassForm({ labs, people, before, submit, onSend, onDone, onCancel }: ClassFormProps) {
  const client = useQueryClient();
  const [title, setTitle] = useState(before?.title ?? '');
  const [lab, setLab] = useState(before?.lab ?? '');
  const [starts, setStarts] = useState(() =>
    toField(before ? Date.parse(before.startsAt) : proposedStart(Date.now())),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    // Who is in it and cannot be asked any more is not asked again.
    () => new Set(before?.people.filter((id) => people.some((one) => one.id === id))),
  );
  const send = useMutation({
    mutationFn: onSend,
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: classesKey });
      onDone(id);
    },
  });
  const startsAt = fromField(starts);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (startsAt !== null) send.mutate({ title: title.trim(), lab, startsAt, people: [...chosen] });
  };
  const tooMany = chosen.size > mostInClass;
  return (
    <form onSubmit={onSubmit}>
      <Card className="grid gap-x-8 gap-y-2 p-4 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-2">
          <Field label="Title" hint="People read it in their notices.">
            {(props) => (
              <input
                {...props}
                required
                maxLength={longestClassTitle}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
          <Field label="Lab">
            {(props) => (
              <select {...props} required value={lab} onChange={(event) => setLab(event.target.value)}>
                <option value="">Choose…</option>
                {labs.map((one) => (
                  <option key={one.slug} value={one.slug}>
                    {one.title}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field
            label="Begins"
            hint={`In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}. The lab is started for everybody then.`}
          >
            {(props) => (
              <input
                {...props}
                type="datetime-local"
                required
                min={toField(Date.now())}
                value={starts}
                onChange={(event) => setStarts(event.target.value)}
              />
            )}
          </Field>
        </div>
        <PeopleField people={people} chosen={chosen} onChange={setChosen} />
        <div className="md:col-span-2">
          {tooMany ? (
            <p role="alert" className="text-sm text-bad-text">
              A class has {mostInClass} people at most.
            </p>
          ) : null}
          <FormEnd
            error={send.error}
            busy={send.isPending}
            disabled={title.trim() === '' || lab === '' || startsAt === null || chosen.size === 0 || tooMany}
            submit={submit}
            onCancel={onCancel}
          />
        </div>
      </Card>
    </form>
  );
}
