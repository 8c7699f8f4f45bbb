import { Tabs } from '@base-ui/react/tabs';
import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Globe, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { keysIn, type Layout } from './splits.ts';
import { tabValueOf, webKeyOf } from './tabs.ts';
import type { Terminals } from './use-terminals.ts';

const handleClass = cx(
  'group/tab relative flex shrink-0 items-center gap-1.5 border-r border-line pl-3 text-sm text-ink-2 -outline-offset-2 hover:text-ink',
  'data-[active]:bg-terminal data-[active]:text-ink data-[active]:shadow-[inset_0_2px_0_var(--color-accent)]',
);

interface TabHandleProps {
  readonly layout: Layout;
  readonly labels: ReadonlyMap<string, string>;
  readonly only: boolean;
  readonly terminals: Terminals;
  /** Key of the terminal that is being renamed. */
  readonly renaming: string | null;
  readonly onRename: (key: string | null) => void;
}

/** The tab of one or several terminals: renamed by a double click or F2, closed by its cross, the middle button or Delete. */
export function TabHandle({ layout, labels, only, terminals, renaming, onRename }: TabHandleProps) {
  const keys = keysIn(layout);
  const label = keys.map((key) => labels.get(key) ?? key).join(' | ');
  const front = terminals.frontOf(layout);
  const close = () => {
    if (!only) for (const key of keys) terminals.close(key);
  };
  if (renaming !== null && keys.includes(renaming)) {
    return (
      <RenameField
        name={labels.get(renaming) ?? ''}
        onDone={(name) => {
          if (name !== null) terminals.rename(renaming, name);
          onRename(null);
        }}
      />
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') onRename(front);
    else if (event.key === 'Delete') close();
  };
  return (
    <Tabs.Tab
      value={tabValueOf(layout)}
      title={only ? 'Double-click or F2 to rename' : 'Double-click or F2 to rename, Delete to close'}
      onDoubleClick={() => onRename(front)}
      onKeyDown={onKeyDown}
      // The second click of a double click asks for the name, which wants the focus itself.
      onClick={(event) => (event.detail > 1 ? undefined : terminals.enter(front))}
      onMouseDown={(event) => {
        if (event.button === 1) {
          event.preventDefault();
          close();
        }
      }}
      className={cx(handleClass, 'pr-2')}
    >
      <span className="max-w-40 truncate">{label}</span>
      {/* For the mouse; keys close by Delete, so the tab list holds nothing but tabs. */}
      {only ? (
        <span className="w-1" />
      ) : (
        <span
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            close();
          }}
          className="inline-flex size-5 items-center justify-center rounded-sm opacity-0 group-hover/tab:opacity-100 group-data-[active]/tab:opacity-70 hover:bg-hover hover:opacity-100 pointer-coarse:opacity-100"
        >
          <X className="size-3.5" />
        </span>
      )}
    </Tabs.Tab>
  );
}

/** The tab of a web page, which is there as long as the environment is. */
export function WebTabHandle({ ui }: { readonly ui: WebUiView }) {
  return (
    <Tabs.Tab value={webKeyOf(ui.name)} className={cx(handleClass, 'pr-3')}>
      <Globe aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="max-w-40 truncate">{ui.title}</span>
    </Tabs.Tab>
  );
}

function RenameField({
  name,
  onDone,
}: {
  readonly name: string;
  readonly onDone: (name: string | null) => void;
}) {
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person just asked to rename
      autoFocus
      aria-label="Name of the terminal"
      defaultValue={name}
      maxLength={40}
      onFocus={(event) => event.target.select()}
      onBlur={(event) => onDone(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') onDone(event.currentTarget.value);
        if (event.key === 'Escape') onDone(null);
      }}
      className="h-full w-36 shrink-0 bg-terminal px-3 text-sm -outline-offset-2"
    />
  );
}
