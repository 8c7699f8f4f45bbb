import type { LabSource } from '@springboard/contracts/lab-source.ts';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';
import { Merge } from '../../modules/editor/diff.tsx';
import { type Choice, mergeFiles } from '../../modules/editor/merge.ts';
import type { LabDraft } from '../../modules/editor/use-lab-draft.ts';

export interface ConflictPanelProps {
  readonly draft: LabDraft;
  /** As the repository has it now. */
  readonly theirs: LabSource;
  /** Files that both changed. */
  readonly paths: readonly string[];
  /** Goes on from theirs with these files. */
  readonly onMerged: (files: LabFile[]) => void;
}

/** Somebody published in the meantime: theirs beside mine, file by file, and nothing is lost of either. */
export function ConflictPanel({ draft, theirs, paths, onMerged }: ConflictPanelProps) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [merged, setMerged] = useState<ReadonlyMap<string, string>>(new Map());
  const choose = (path: string, choice: Choice) => setChoices((now) => new Map(now).set(path, choice));
  const open = paths.filter((path) => !choices.has(path));
  const goOn = () =>
    onMerged(
      mergeFiles({ before: draft.base.files, mine: draft.files, theirs: theirs.files, choices, merged }),
    );
  return (
    <section
      aria-label="Conflict"
      className="flex max-h-[80vh] flex-col gap-3 overflow-y-auto border-b border-line bg-raised p-4"
    >
      <Callout
        tone="warn"
        icon={<GitMerge aria-hidden />}
        title="Somebody else changed this lab in the meantime"
        actions={
          <Button variant="primary" disabled={open.length > 0} onClick={goOn}>
            Go on from theirs
          </Button>
        }
      >
        Nothing was written, and nothing of yours is lost. Say for each file what is to stand
        {open.length === 0
          ? '; all are said. Publish again when you have looked it over.'
          : `: ${open.length === 1 ? 'one is' : `${open.length} are`} left. What they changed in other files comes along by itself.`}
      </Callout>
      {paths.map((path) => (
        <ConflictFile
          key={path}
          path={path}
          mine={draft.files.find((file) => file.path === path)}
          theirs={theirs.files.find((file) => file.path === path)}
          choice={choices.get(path) ?? null}
          onChoose={(choice) => choose(path, choice)}
          onMerge={(content) => {
            setMerged((now) => new Map(now).set(path, content));
            choose(path, 'merged');
          }}
        />
      ))}
    </section>
  );
}

function ConflictFile(props: {
  readonly path: string;
  readonly mine: LabFile | undefined;
  readonly theirs: LabFile | undefined;
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
  readonly onMerge: (content: string) => void;
}) {
  const { path, mine, theirs, choice } = props;
  const texts = mine?.encoding === 'utf8' && theirs?.encoding === 'utf8' ? { mine, theirs } : null;
  const said =
    mine === undefined
      ? 'You removed it, they changed it.'
      : theirs === undefined
        ? 'They removed it.'
        : null;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line bg-inset px-3 py-1.5">
        <p className="font-mono text-xs">
          {path}
          <span className="ml-3 font-sans text-ink-3">
            {said ??
              (texts === null ? 'It is no text.' : 'Left theirs, right mine; an arrow takes a piece over.')}
          </span>
        </p>
        <span className="flex gap-1.5">
          <Choose chosen={choice === 'theirs'} onClick={() => props.onChoose('theirs')}>
            {theirs === undefined ? 'Remove it' : 'Take theirs'}
          </Choose>
          <Choose chosen={choice === 'mine'} onClick={() => props.onChoose('mine')}>
            {mine === undefined ? 'Leave it removed' : 'Keep mine'}
          </Choose>
          {texts === null ? null : (
            <Choose chosen={choice === 'merged'} onClick={() => props.onChoose('merged')}>
              As it is at the right
            </Choose>
          )}
        </span>
      </div>
      {texts === null ? null : (
        <Merge path={path} theirs={texts.theirs.content} mine={texts.mine.content} onChange={props.onMerge} />
      )}
    </div>
  );
}

function Choose({
  chosen,
  onClick,
  children,
}: {
  readonly chosen: boolean;
  readonly onClick: () => void;
  readonly children: string;
}) {
  return (
    <Button size="sm" variant={chosen ? 'primary' : 'secondary'} aria-pressed={chosen} onClick={onClick}>
      {children}
    </Button>
  );
}
