import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

const control =
  'h-8 w-full rounded-md border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 aria-invalid:border-bad';

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (props: {
    id: string;
    className: string;
    'aria-describedby': string;
    'aria-invalid'?: true;
  }) => ReactNode;
}

/** A labelled form control with room for a hint or an error below it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        className: control,
        'aria-describedby': `${id}-note`,
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      <p
        id={`${id}-note`}
        className={cx('min-h-4 text-xs', error === undefined ? 'text-ink-3' : 'text-bad-text')}
      >
        {error ?? hint}
      </p>
    </div>
  );
}

export function Checkbox({ label, ...rest }: ComponentProps<'input'> & { readonly label: ReactNode }) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-sm">
      <input type="checkbox" {...rest} className="size-4 accent-accent" />
      {label}
    </label>
  );
}
