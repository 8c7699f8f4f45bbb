import type { SourceProblem } from '@springboard/contracts/lab-source.ts';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { FilePlus2, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { FileChange } from '../../modules/editor/use-lab-draft.ts';

export interface FileListProps {
  readonly files: readonly LabFile[];
  readonly changes: readonly FileChange[];
  readonly problems: readonly SourceProblem[];
  readonly selected: string;
  readonly onSelect: (path: string) => void;
  readonly onAdd: (path: string) => void;
  readonly onRemove: (path: string) => void;
}

/** The lab's files: what was changed, and where something is wrong. */
export function FileList(props: FileListProps) {
  const { files, changes, problems, selected } = props;
  const [adding, setAdding] = useState(false);
  const sorted = files.toSorted(
    (a, b) =>
      rank(a.path) - rank(b.path) || order(folderOf(a.path), folderOf(b.path)) || order(a.path, b.path),
  );
  return (
    <nav aria-label="Files" className="flex h-full min-h-0 flex-col">
      <ul className="min-h-0 flex-1 overflow-y-auto py-1.5">
        {sorted.map(({ path }, index) => {
          const folder = folderOf(path);
          const change = changes.find((one) => one.path === path)?.change;
          const wrong = problems.some(({ file, severity }) => file === path && severity === 'error');
          return (
            <li key={path}>
              {folder !== '' && folder !== folderOf(sorted[index - 1]?.path ?? '') ? (
                <p className="truncate px-3 pt-2 pb-0.5 font-mono text-2xs text-ink-3" title={folder}>
                  {folder}
                </p>
              ) : null}
              <button
                type="button"
                aria-current={path === selected ? 'true' : undefined}
                onClick={() => props.onSelect(path)}
                className={cx(
                  'flex w-full items-center gap-2 px-3 py-1 text-left font-mono text-xs hover:bg-hover',
                  folder !== '' && 'pl-6',
                  path === selected ? 'bg-hover font-medium text-ink' : 'text-ink-2',
                )}
              >
                <span className={cx('min-w-0 flex-1 truncate', wrong && 'text-bad-text')} title={path}>
                  <span className="sr-only">{folder === '' ? '' : `${folder}/`}</span>
                  {path.slice(folder === '' ? 0 : folder.length + 1)}
                </span>
                {change === undefined ? null : (
                  <span className="text-2xs text-accent-text">{change === 'added' ? 'new' : 'changed'}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap gap-1 border-t border-line p-2">
        {adding ? (
          <AddFile
            taken={files.map(({ path }) => path)}
            onAdd={(path) => {
              setAdding(false);
              props.onAdd(path);
            }}
            onCancel={() => setAdding(false)}
          />
        ) : (
          <>
            <Button
              size="sm"
              variant="ghost"
              icon={<FilePlus2 aria-hidden className="size-3.5" />}
              onClick={() => setAdding(true)}
            >
              New file
            </Button>
            <Button
              size="sm"
              variant="ghost"
              icon={<Trash2 aria-hidden className="size-3.5" />}
              disabled={selected === 'lab.yaml'}
              onClick={() => props.onRemove(selected)}
            >
              Remove
            </Button>
          </>
        )}
      </div>
    </nav>
  );
}

function AddFile({
  taken,
  onAdd,
  onCancel,
}: {
  readonly taken: readonly string[];
  readonly onAdd: (path: string) => void;
  readonly onCancel: () => void;
}) {
  const [path, setPath] = useState('');
  const fault = taken.includes(path)
    ? 'There is one of that name.'
    : /^[^/\\.][^/\\]*(\/[^/\\.][^/\\]*)*$/.test(path)
      ? null
      : 'Such as tasks/1-find-it/check.sh';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault === null) onAdd(path);
  };
  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-1">
      <input
        // biome-ignore lint/a11y/noAutofocus: it was asked for.
        autoFocus
        aria-label="Path of the new file"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
        className="h-7 w-full rounded-md border border-control bg-surface px-2 font-mono text-xs"
      />
      <p className="text-2xs text-ink-3">{fault ?? 'Enter makes it.'}</p>
    </form>
  );
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What one begins with stands first. */
function rank(path: string): number {
  if (path === 'lab.yaml') return 0;
  if (!path.includes('/')) return 1;
  return path.startsWith('tasks/') ? 3 : 2;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
