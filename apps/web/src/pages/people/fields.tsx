import type { PersonName } from '@springboard/contracts/people.ts';
import { Role } from '@springboard/contracts/roles.ts';
import { Checkbox, Field } from '@springboard/ui/field.tsx';
import type { ReactNode } from 'react';
import { roleWords } from './role-words.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly type?: 'text' | 'email' | 'date';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, hint, error, type = 'text', value, onChange }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(props) => (
        <input
          {...props}
          required
          type={type}
          maxLength={type === 'date' ? undefined : 120}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  );
}

export interface ChoiceFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly choices: readonly PersonName[];
  /** What no choice is called; without it there has to be one. */
  readonly none?: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** One of a list of people or teams. */
export function ChoiceField({ label, hint, choices, none, value, onChange }: ChoiceFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <select
          {...props}
          required={none === undefined}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value || null)}
        >
          <option value="" disabled={none === undefined}>
            {none ?? 'Choose…'}
          </option>
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface RolesFieldProps {
  readonly value: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
}

/** The roles of a person, in any combination. */
export function RolesField({ value, onChange }: RolesFieldProps) {
  return (
    <fieldset className="mb-2">
      <legend className="text-sm font-medium">Roles</legend>
      <div className="mt-1 flex flex-col">
        {Role.options.map((role) => (
          <Checkbox
            key={role}
            checked={value.includes(role)}
            onChange={({ target }) =>
              onChange(Role.options.filter((one) => (one === role ? target.checked : value.includes(one))))
            }
            label={
              <span>
                {role} <span className="text-ink-3">{roleWords[role]}</span>
              </span>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
