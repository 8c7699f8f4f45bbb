import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface TabsProps<V extends string> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly label: string;
  readonly tabs: readonly { readonly value: V; readonly label: ReactNode; readonly panel: ReactNode }[];
  /** At the right end of the row. */
  readonly aside?: ReactNode;
  readonly className?: string;
}

/** A row of tabs, each with its panel. Panels that are not shown stay mounted. */
export function Tabs<V extends string>({ value, onChange, label, tabs, aside, className }: TabsProps<V>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next: V) => onChange(next)}
      className={cx('flex min-h-0 flex-col', className)}
    >
      <div className="flex shrink-0 items-center justify-between gap-3 border-b border-line pr-3">
        <Base.List aria-label={label} className="flex shrink-0 gap-1 px-3">
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.value}
              value={tab.value}
              className="-mb-px h-9 border-b-2 border-transparent px-2 text-sm text-ink-2 hover:text-ink data-[active]:border-accent data-[active]:font-medium data-[active]:text-ink"
            >
              {tab.label}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} keepMounted className="min-h-0 flex-1" tabIndex={-1}>
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
