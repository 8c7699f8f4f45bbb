import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { useId, useState } from 'react';
import { Diff } from '../../modules/editor/diff.tsx';
import { changesOf, type LabDraft } from '../../modules/editor/use-lab-draft.ts';

const words = { added: 'new', changed: 'changed', removed: 'removed' };

export interface PublishPanelProps {
  readonly draft: LabDraft;
  readonly errors: number;
  readonly busy: boolean;
  readonly onPublish: (message: string) => void;
  readonly onCancel: () => void;
}

/** What is going to be committed, and with which words. */
export function PublishPanel({ draft, errors, busy, onPublish, onCancel }: PublishPanelProps) {
  const id = useId();
  const [message, setMessage] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const changes = changesOf(draft);
  const text = (files: LabDraft['files'], path: string) =>
    files.find((file) => file.path === path)?.content ?? '';
  return (
    <section
      aria-label="Publish"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !busy && message === '') onCancel();
      }}
      className="flex max-h-[75vh] flex-col gap-3 overflow-y-auto border-b border-line bg-raised p-4"
    >
      <h2 className="text-md font-semibold">
        Publish {changes.length === 1 ? 'one file' : `${changes.length} files`}
      </h2>
      {errors > 0 ? (
        <Callout tone="bad" title="This lab would not be published">
          It has {errors === 1 ? 'an error' : `${errors} errors`}: see <em>Problems</em>.
        </Callout>
      ) : null}
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {changes.map(({ path, change }) => (
          <li key={path} className="border-b border-line last:border-b-0">
            <button
              type="button"
              aria-expanded={open === path}
              onClick={() => setOpen(open === path ? null : path)}
              className="flex w-full items-center justify-between gap-3 px-3 py-1.5 text-left font-mono text-xs hover:bg-hover"
            >
              {path}
              <span className={cx(change === 'removed' ? 'text-bad-text' : 'text-accent-text')}>
                {words[change]}
              </span>
            </button>
            {open === path ? (
              <Diff path={path} before={text(draft.base.files, path)} after={text(draft.files, path)} />
            ) : null}
          </li>
        ))}
      </ul>
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm font-medium">
          What was changed, and why
        </label>
        <textarea
          id={id}
          rows={2}
          // biome-ignore lint/a11y/noAutofocus: the panel was just asked for, and this is what it wants.
          autoFocus
          maxLength={2000}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          className="block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm"
        />
        <p className="text-xs text-ink-3">
          It becomes a commit in your name in the content repository. Attempts that run stay as they are.
        </p>
      </div>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          Not yet
        </Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={message.trim() === '' || errors > 0}
          onClick={() => onPublish(message.trim())}
        >
          Publish
        </Button>
      </div>
    </section>
  );
}
