import { maxSavePoints, type SavePointView } from '@springboard/contracts/environments.ts';
import { Button } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { BookmarkPlus, CircleCheck, Flag, Bookmark as Manual, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Phase } from './phase.ts';
import { newestFirst, roomFor, whyNoRewind, whyNoSave } from './save-point-list.ts';

export interface SavePointsProps {
  readonly savePoints: readonly SavePointView[];
  readonly phase: Phase;
  readonly saving: boolean;
  readonly onSave: (title: string) => Promise<boolean>;
  readonly onRewind: (point: SavePointView) => void;
  readonly onDelete: (point: SavePointView) => void;
}

/** Save now, and the save points there are: where one can go back to. */
export function SavePoints(props: SavePointsProps) {
  const { savePoints } = props;
  const refused = whyNoRewind(props.phase) !== null;
  return (
    <div className="flex min-h-0 flex-col">
      <p className="text-xs text-pretty text-ink-3">
        A save point holds the disks of all nodes. One is made when the lab begins and after each task you
        pass.
      </p>
      <SaveNow {...props} />
      {savePoints.length === 0 ? (
        <p className="mt-3 border-t border-line pt-3 text-sm text-ink-2">There is none yet.</p>
      ) : (
        <ul
          aria-label="Save points"
          className="mt-3 -mb-1 max-h-80 divide-y divide-line overflow-y-auto border-t border-line"
        >
          {newestFirst(savePoints).map((point) => (
            <Point
              key={point.id}
              point={point}
              refused={refused}
              onRewind={props.onRewind}
              onDelete={props.onDelete}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function SaveNow({ savePoints, phase, saving, onSave }: SavePointsProps) {
  const [title, setTitle] = useState('');
  const room = roomFor(savePoints);
  const blocked = whyNoSave(phase) ?? (room === 'full' ? fullText : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (blocked !== null || saving) return;
    const given = title.trim();
    if (await onSave(given === '' ? `Saved at ${formatTimeOfDay(Date.now())}` : given)) setTitle('');
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-3">
      <div className="flex gap-2">
        <input
          aria-label="Title of a new save point"
          aria-describedby="save-note"
          placeholder="What is this? (optional)"
          value={title}
          maxLength={60}
          autoComplete="off"
          disabled={blocked !== null}
          onChange={(event) => setTitle(event.target.value)}
          className="h-8 min-w-0 flex-1 rounded-md border border-control bg-surface px-2.5 text-sm placeholder:text-ink-3 disabled:opacity-60"
        />
        <Button
          type="submit"
          busy={saving}
          disabled={blocked !== null}
          icon={<BookmarkPlus aria-hidden className="size-4" />}
        >
          Save now
        </Button>
      </div>
      <p id="save-note" className="mt-1.5 text-xs text-pretty text-ink-3 empty:hidden">
        {blocked ??
          (room === 'oldest-goes'
            ? `${maxSavePoints} are kept: the oldest made after a task makes room.`
            : '')}
      </p>
    </form>
  );
}

const fullText = `No more than ${maxSavePoints} are kept. Delete one of yours to make room.`;

const kinds = {
  start: { icon: <Flag aria-hidden />, word: 'As the lab began' },
  task: { icon: <CircleCheck aria-hidden />, word: 'After a task' },
  manual: { icon: <Manual aria-hidden />, word: 'Yours' },
} as const;

interface PointProps extends Pick<SavePointsProps, 'onRewind' | 'onDelete'> {
  readonly point: SavePointView;
  readonly refused: boolean;
}

function Point({ point, refused, onRewind, onDelete }: PointProps) {
  const kind = kinds[point.kind];
  return (
    <li className="flex items-center gap-2.5 py-2 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3">
      {kind.icon}
      <div className="min-w-0 flex-1">
        <p className="text-sm wrap-anywhere">{point.title}</p>
        <p className="text-xs text-ink-3">
          {kind.word} · <RelativeTime at={point.createdAt} />
        </p>
      </div>
      {point.kind === 'manual' ? (
        <IconButton
          label="Delete"
          aria-label={`Delete “${point.title}”`}
          disabled={refused}
          onClick={() => onDelete(point)}
        >
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      ) : null}
      <Button
        size="sm"
        disabled={refused}
        aria-label={`Rewind to “${point.title}”`}
        onClick={() => onRewind(point)}
      >
        Rewind…
      </Button>
    </li>
  );
}
