import { cx } from '@springboard/ui/cx.ts';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { PanelTop, X } from 'lucide-react';

interface PaneHeaderProps {
  readonly label: string;
  /** Keys go to this one of the tab's terminals, or would. */
  readonly front: boolean;
  readonly onFocus: () => void;
  readonly onUnsplit: () => void;
  readonly onClose: () => void;
}

/** Above each terminal of a tab that several share. */
export function PaneHeader({ label, front, onFocus, onUnsplit, onClose }: PaneHeaderProps) {
  return (
    <div
      className={cx(
        'flex h-6 shrink-0 items-center gap-0.5 border-b border-line bg-inset pr-0.5 pl-3 text-xs',
        front ? 'text-ink shadow-[inset_2px_0_0_var(--color-accent)]' : 'text-ink-3',
      )}
    >
      {/* For the mouse; keys go from one to the other by Alt+Shift and an arrow. */}
      <span className="min-w-0 flex-1 truncate" onClick={onFocus} aria-hidden>
        {label}
      </span>
      <IconButton label={`Give ${label} a tab of its own`} className="size-5" onClick={onUnsplit}>
        <PanelTop aria-hidden className="size-3.5" />
      </IconButton>
      <IconButton label={`Close ${label}`} className="size-5" onClick={onClose}>
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </div>
  );
}
