import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import type { ReactNode } from 'react';

export interface ShownOnceProps {
  readonly icon: ReactNode;
  readonly value: string;
  /** A long value, as an address is, in smaller letters. */
  readonly small?: boolean;
  readonly onClose: () => void;
  /** What it is good for, and how long. */
  readonly children: ReactNode;
}

/** A secret that was made just now, to be copied: it cannot be seen again. */
export function ShownOnce({ icon, value, small = false, onClose, children }: ShownOnceProps) {
  return (
    <div className="flex flex-col gap-3">
      <Callout tone="warn" icon={icon} title="Copy it now">
        {children}
      </Callout>
      <div className="flex items-center gap-2 rounded-md border border-line bg-inset py-1.5 pr-1.5 pl-3">
        <code className={`min-w-0 flex-1 font-mono ${small ? 'text-xs' : 'text-sm'} break-all select-all`}>
          {value}
        </code>
        <CopyButton text={value} showLabel />
      </div>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
