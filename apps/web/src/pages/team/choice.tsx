import { useId } from 'react';

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Values and their words. */
  readonly options: readonly (readonly [string, string])[];
}

/** A small labelled list to choose one from. */
export function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 max-w-64 rounded-md border border-control bg-surface px-2 text-sm text-ink"
      >
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words.charAt(0).toUpperCase() + words.slice(1)}
          </option>
        ))}
      </select>
    </div>
  );
}
