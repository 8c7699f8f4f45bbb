import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ConfirmDialog, Dialog } from '@springboard/ui/dialog.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { formatScore } from '../attempts/score.ts';
import { leaveChord } from '../terminals/leave-chord.ts';
import type { WorkspaceDialog } from './top-bar.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { passedCount } from './verdicts.ts';

export interface WorkspaceDialogsProps {
  readonly attempt: AttemptView;
  readonly dialog: WorkspaceDialog | null;
  readonly onClose: () => void;
  readonly actions: AttemptActions;
}

/** The questions before *reset* and *finish*, and the list of keys. */
export function WorkspaceDialogs({ attempt, dialog, onClose, actions }: WorkspaceDialogsProps) {
  const left = attempt.tasks.length - passedCount(attempt);
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  const act = async (action: 'reset' | 'finish') => {
    await actions.act(action);
    onClose();
  };
  return (
    <>
      <ConfirmDialog
        open={dialog === 'reset'}
        onOpenChange={onOpenChange}
        title="Reset the environment?"
        confirm="Reset"
        danger
        busy={actions.acting === 'reset'}
        onConfirm={() => void act('reset')}
      >
        <p>You get a fresh environment; it takes as long as at the start.</p>
        <p>
          <strong className="font-medium text-ink">Kept:</strong> your score, the tasks you passed, the hints
          you opened.
        </p>
        <p>
          <strong className="font-medium text-ink">Gone:</strong> everything on the nodes, and what your
          terminals show.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === 'finish'}
        onOpenChange={onOpenChange}
        title="Finish this attempt?"
        confirm="Finish"
        busy={actions.acting === 'finish'}
        onConfirm={() => void act('finish')}
      >
        <p>
          {left === 0
            ? 'All tasks are passed.'
            : `${left} of ${attempt.tasks.length} tasks ${left === 1 ? 'is' : 'are'} not passed yet.`}{' '}
          Your score so far is {formatScore(attempt.score)} of {formatScore(attempt.maxScore)}; it is stored
          with your results.
        </p>
        <p>
          The environment is taken away and cannot be brought back. You can start the lab anew at any time.
        </p>
      </ConfirmDialog>
      <Dialog open={dialog === 'help'} onOpenChange={onOpenChange} title="Keys">
        <KeyList title="In the terminal" keys={terminalKeys} />
        <KeyList title="Outside the terminal" keys={pageKeys} />
        <p className="mt-4 text-xs text-pretty text-ink-3">
          All other keys belong to the shell while the terminal has the focus. Your shells go on when you
          reload or close this page.
        </p>
      </Dialog>
    </>
  );
}

type Keys = readonly (readonly [keys: string, what: string])[];

const terminalKeys: Keys = [
  [leaveChord(), 'Leave the terminal'],
  ['Ctrl+Shift+C', 'Copy'],
  ['Ctrl+Shift+V', 'Paste'],
  ['Ctrl+Shift+F', 'Search'],
];
const pageKeys: Keys = [
  ['T', 'Go to the terminal'],
  ['C', 'Check the current task'],
  ['?', 'This list'],
  ['F2', 'Rename the terminal tab in focus'],
  ['Del', 'Close the terminal tab in focus'],
];

function KeyList({ title, keys }: { readonly title: string; readonly keys: Keys }) {
  return (
    <section className="mt-1 not-first:mt-4">
      <h3 className="text-xs font-medium text-ink-3">{title}</h3>
      <dl className="mt-1.5 flex flex-col gap-1.5 text-sm">
        {keys.map(([key, what]) => (
          <div key={key} className="flex items-center justify-between gap-4">
            <dt>{what}</dt>
            <dd>
              <Kbd>{key}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
