import type { LabSource } from '@springboard/contracts/lab-source.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { GitMerge } from 'lucide-react';
import { Merge } from '../../modules/editor/diff.tsx';
import type { LabDraft } from '../../modules/editor/use-lab-draft.ts';

export interface ConflictPanelProps {
  readonly draft: LabDraft;
  /** As the repository has it now. */
  readonly theirs: LabSource;
  /** Files that both changed. */
  readonly paths: readonly string[];
  readonly onChange: (path: string, content: string) => void;
  /** It is merged: what was written goes on from theirs. */
  readonly onMerged: () => void;
}

/** Somebody published in the meantime: theirs beside mine, and nothing is lost of either. */
export function ConflictPanel({ draft, theirs, paths, onChange, onMerged }: ConflictPanelProps) {
  const text = (files: LabDraft['files'], path: string) =>
    files.find((file) => file.path === path)?.content ?? '';
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
          <Button variant="primary" onClick={onMerged}>
            It is merged: go on from theirs
          </Button>
        }
      >
        Nothing was written, and nothing of yours is lost. At the left is what they published, at the right
        yours, where you write; an arrow takes a piece of theirs over. What they changed in other files comes
        along by itself.
      </Callout>
      {paths.map((path) => (
        <div key={path} className="overflow-hidden rounded-lg border border-line bg-surface">
          <p className="flex justify-between border-b border-line bg-inset px-3 py-1.5 font-mono text-xs">
            {path}
            <span className="font-sans text-ink-3">theirs | mine</span>
          </p>
          <Merge
            path={path}
            theirs={text(theirs.files, path)}
            mine={text(draft.files, path)}
            onChange={(content) => onChange(path, content)}
          />
        </div>
      ))}
    </section>
  );
}
