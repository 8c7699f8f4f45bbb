import { Popover as Base } from '@base-ui/react/popover';
import { type ReactElement, type ReactNode, useState } from 'react';

export interface PopoverProps {
  readonly title: string;
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'center' | 'end';
  /** Given the function that closes it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A small panel under a button, for more than a menu holds: forms and lists with buttons. Escape or a click elsewhere closes it. */
export function Popover({ title, trigger, align = 'end', children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={6} className="z-30 outline-none">
          <Base.Popup className="flex max-h-(--available-height) w-96 max-w-[calc(100vw-2rem)] flex-col overflow-y-auto rounded-xl border border-line bg-raised p-4 shadow-pop outline-none transition-opacity duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            <Base.Title className="mb-1 text-sm font-semibold">{title}</Base.Title>
            {children(() => setOpen(false))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
