import { Button } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { formatClock } from '@springboard/ui/time.ts';
import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { EditedChapter } from './draft-changes.ts';

/** One chapter: its moment, what it is called, and what there is to say. */
export function ChapterEditor({
  chapter,
  seconds,
  terminal,
  onGo,
  onMove,
  onChange,
  onRemove,
}: {
  readonly chapter: EditedChapter;
  /** From the beginning of its recording; null where the recording is gone. */
  readonly seconds: number | null;
  readonly terminal: string;
  readonly onGo: () => void;
  /** To where the player stands; null where another terminal is played. */
  readonly onMove: (() => void) | null;
  readonly onChange: (change: { title?: string; text?: string }) => void;
  readonly onRemove: () => void;
}) {
  const id = useId();
  const name = chapter.title.trim() === '' ? 'this chapter' : chapter.title;
  const clock = seconds === null ? '–' : formatClock(seconds * 1000);
  return (
    <li className="rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          variant="ghost"
          disabled={seconds === null}
          onClick={onGo}
          aria-label={`${clock}: go to ${name}`}
        >
          {clock}
        </Button>
        <label htmlFor={id} className="sr-only">
          Title of the chapter
        </label>
        <input
          id={id}
          value={chapter.title}
          maxLength={80}
          placeholder="What is done, in a few words"
          onChange={(event) => onChange({ title: event.target.value })}
          className="h-8 min-w-0 flex-1 basis-40 rounded-md border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3"
        />
        <span className="font-mono text-xs text-ink-3">{terminal}</span>
        {onMove === null ? null : (
          <Button size="sm" onClick={onMove} aria-label={`Move here, where the player stands: ${name}`}>
            Move here
          </Button>
        )}
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
      <label htmlFor={`${id}-text`} className="sr-only">
        What there is to say, in Markdown
      </label>
      <textarea
        id={`${id}-text`}
        value={chapter.text}
        rows={2}
        maxLength={2000}
        placeholder="Why you do it, what to look at, what else you tried. Markdown."
        onChange={(event) => onChange({ text: event.target.value })}
        className="mt-2 block field-sizing-content max-h-72 min-h-16 w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 font-mono text-sm leading-6 text-ink placeholder:font-sans placeholder:text-ink-3"
      />
    </li>
  );
}
