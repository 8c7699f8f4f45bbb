import { Collapsible } from '@base-ui/react/collapsible';
import type { AttemptView, TaskView } from '@springboard/contracts/attempts.ts';
import { countWords, longestText, type WorkView } from '@springboard/contracts/submissions.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation } from '@tanstack/react-query';
import { ChevronRight, PenLine, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { handIn } from '../../api/submissions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Preview } from './preview.tsx';
import { Rubric } from './rubric.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import { EarlierVersion, Version } from './version.tsx';

export interface WorkProps {
  readonly attemptId: string;
  readonly task: TaskView;
  readonly work: WorkView;
  /** It is this task's turn. */
  readonly current: boolean;
  /** It is somebody else's. */
  readonly readOnly: boolean;
  readonly onHandedIn: (next: AttemptView) => void;
}

/** What a person reviews: written or shown, handed in, and what the reviewer said. */
export function Work(props: WorkProps) {
  const { attemptId, task, work, current, readOnly } = props;
  const [last, ...before] = work.versions;
  const returned = last?.state === 'returned';
  const writable = !readOnly && (returned || (current && last === undefined));
  return (
    <div id={`checks-${task.id}`} className="flex scroll-m-3 flex-col gap-3">
      {returned && !readOnly ? (
        <Callout tone="warn" icon={<PenLine aria-hidden />} title="Your reviewer asks for another version">
          What they said is below. Your text is here again as you handed it in.
        </Callout>
      ) : null}
      {task.kind === 'recorded' ? <Show work={work} /> : null}
      {writable ? <Editor key={last?.version ?? 0} {...props} /> : null}
      {last === undefined ? null : (
        <Version key={last.version} attemptId={attemptId} version={last} criteria={work.criteria} />
      )}
      {before.map((version) => (
        <EarlierVersion
          key={version.version}
          attemptId={attemptId}
          version={version}
          criteria={work.criteria}
        />
      ))}
      {last?.state === 'reviewed' ? null : <HowItIsMarked work={work} />}
    </div>
  );
}

function Show({ work }: { readonly work: WorkView }) {
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2.5 text-sm">
      <p className="font-medium">
        Show in the terminal of <code className="font-mono">{work.node}</code>
      </p>
      <ol className="mt-1 list-decimal pl-5 text-ink-2">
        {work.show.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
    </div>
  );
}

function HowItIsMarked({ work }: { readonly work: WorkView }) {
  return (
    <Collapsible.Root className="overflow-hidden rounded-lg border border-line bg-surface">
      <Collapsible.Trigger className="group flex h-9 w-full items-center justify-between px-3 text-xs font-medium text-ink-2 hover:bg-hover">
        How it is marked
        <ChevronRight
          aria-hidden
          className="size-4 text-ink-3 transition-transform duration-150 group-data-[panel-open]:rotate-90"
        />
      </Collapsible.Trigger>
      <Collapsible.Panel className="border-t border-line">
        <Rubric criteria={work.criteria} />
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}

function Editor({ attemptId, task, work, onHandedIn }: WorkProps) {
  const draft = useDraft(attemptId, task.id, work);
  const send = useMutation({
    mutationFn: async () => {
      const revision = await draft.settle();
      return revision === null ? null : handIn(attemptId, task.id, { text: draft.text, revision });
    },
    onSuccess: (next) => {
      if (next !== null) onHandedIn(next);
    },
    onError: notifyFailure,
  });
  const [preview, setPreview] = useState(false);
  const words = countWords(draft.text);
  const written = task.kind === 'written';
  const label = written ? 'Your text, in Markdown' : 'A note to your reviewer, if you like';
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 border-b border-line bg-inset px-3">
        <label htmlFor={`text-${task.id}`} className="text-xs font-medium text-ink-2">
          {label}
        </label>
        <span className="ml-auto">
          <Saved draft={draft} />
        </span>
        <Button size="sm" variant="ghost" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          Preview
        </Button>
      </div>
      {preview ? <Preview attemptId={attemptId} taskId={task.id} text={draft.text} /> : null}
      <textarea
        hidden={preview}
        id={`text-${task.id}`}
        value={draft.text}
        onChange={(event) => draft.change(event.target.value)}
        maxLength={longestText}
        rows={written ? 12 : 3}
        className="block field-sizing-content max-h-[60vh] min-h-24 w-full resize-y bg-surface px-3 py-2.5 font-mono text-sm leading-6 text-ink -outline-offset-2"
      />
      {draft.state.kind === 'stopped' ? (
        <Callout
          tone="bad"
          role="alert"
          icon={<TriangleAlert aria-hidden />}
          title="Not saved"
          className="m-2"
        >
          {draft.state.why}
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-inset px-3 py-2">
        <p className="text-xs text-ink-3">
          {written
            ? `${words} ${words === 1 ? 'word' : 'words'}${work.minWords > words ? `, at least ${work.minWords}` : ''}`
            : 'A reviewer sees your terminal’s recording and this note.'}
        </p>
        <Button size="sm" variant="primary" busy={send.isPending} onClick={() => send.mutate()}>
          Hand in
        </Button>
      </div>
    </div>
  );
}

function Saved({ draft }: { readonly draft: Draft }) {
  const { state } = draft;
  return (
    <p role="status" className="text-xs text-ink-3">
      {state.kind === 'saving' ? (
        'Saving…'
      ) : state.kind === 'waiting' ? (
        <span className="text-warn-text">Not saved yet; trying again</span>
      ) : state.kind === 'stopped' || state.at === null ? null : (
        <>
          Saved <RelativeTime at={state.at} />
        </>
      )}
    </p>
  );
}
