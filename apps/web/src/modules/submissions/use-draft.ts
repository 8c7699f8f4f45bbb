import type { WorkView } from '@springboard/contracts/submissions.ts';
import { useState } from 'react';
import { saveDraft } from '../../api/submissions.ts';
import { type SaveState, useAutosave } from '../../components/use-autosave.ts';

/** How a draft is kept; `at`: when it was saved, null before the first time. */
export type DraftState =
  | Exclude<SaveState, { readonly kind: 'saved' }>
  | { readonly kind: 'saved'; readonly at: string | null };

export interface Draft {
  readonly text: string;
  readonly state: DraftState;
  readonly change: (text: string) => void;
  /** Saves at once what is not saved yet; resolves to the revision, or null when that failed. */
  readonly settle: () => Promise<number | null>;
}

/** What somebody writes for a task, saved as they go. */
export function useDraft(attemptId: string, taskId: string, work: WorkView): Draft {
  const [at, setAt] = useState(work.draft?.savedAt ?? null);
  const begun = {
    value: work.draft?.text ?? work.versions[0]?.text ?? work.template,
    revision: work.draft?.revision ?? 0,
  };
  const { value, state, change, settle } = useAutosave(begun, async (text, revision) => {
    const saved = await saveDraft(attemptId, taskId, { text, revision });
    setAt(saved.savedAt);
    return saved;
  });
  return {
    text: value,
    state: state.kind === 'saved' ? { kind: 'saved', at } : state,
    change: (text) => change(() => text),
    settle,
  };
}
