import { Search } from 'lucide-react';
import { cx } from './cx.ts';

export interface SearchFieldProps {
  /** What it searches, for who does not see what stands in it. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Of the box around it, such as its width. */
  readonly className?: string;
}

/** A field that narrows down what is shown beside it. */
export function SearchField({ label, placeholder, value, onChange, className }: SearchFieldProps) {
  return (
    <div className={cx('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-control bg-surface pr-2.5 pl-8 text-sm placeholder:text-ink-3"
      />
    </div>
  );
}
