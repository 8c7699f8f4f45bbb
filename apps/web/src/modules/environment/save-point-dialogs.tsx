import type { SavePointView } from '@springboard/contracts/environments.ts';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { formatAbsolute, formatRelative } from '@springboard/ui/time.ts';
import { type ReactNode, useRef } from 'react';

export interface SavePointDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly point: SavePointView | null;
  readonly busy: boolean;
  readonly onConfirm: (point: SavePointView) => void;
}

/** The point it was opened for, which stays while the dialogue fades away. */
function useLast(point: SavePointView | null): SavePointView | null {
  const last = useRef(point);
  if (point !== null) last.current = point;
  return last.current;
}

/** Asks before a rewind, and says exactly what goes back, what is gone and what stays. */
export function RewindDialog(props: SavePointDialogProps) {
  const point = useLast(props.point);
  if (point === null) return null;
  const at = Date.parse(point.createdAt);
  return (
    <ConfirmDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`Rewind to “${point.title}”?`}
      confirm="Rewind"
      danger
      busy={props.busy}
      onConfirm={() => props.onConfirm(point)}
    >
      <Line word="Goes back">
        the disks of all nodes, to {formatAbsolute(at)} ({formatRelative(at, Date.now())}).
      </Line>
      <Line word="Gone">
        every change on disk since then, and all that runs: processes, routes and other settings not on disk,
        your shells. What ran at that moment is not in a save point either; the nodes boot.
      </Line>
      <Line word="Kept">your score, the tasks you passed, the hints you opened, your time.</Line>
      <p>
        What the current task needs is arranged again. It takes as long as a boot; new terminals open by
        themselves.
      </p>
    </ConfirmDialog>
  );
}

/** Asks before a save point of one's own is deleted. */
export function DeleteSavePointDialog(props: SavePointDialogProps) {
  const point = useLast(props.point);
  if (point === null) return null;
  return (
    <ConfirmDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`Delete “${point.title}”?`}
      confirm="Delete"
      danger
      busy={props.busy}
      onConfirm={() => props.onConfirm(point)}
    >
      <p>
        You can then no longer go back to it. The environment itself and the other save points stay as they
        are.
      </p>
    </ConfirmDialog>
  );
}

function Line({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <p>
      <strong className="font-medium text-ink">{word}:</strong> {children}
    </p>
  );
}
