import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { SavePointView } from '@springboard/contracts/environments.ts';
import { ConfirmDialog, Dialog } from '@springboard/ui/dialog.tsx';
import { formatScore } from '../attempts/score.ts';
import type { Phase } from '../environment/phase.ts';
import { DeleteSavePointDialog, RewindDialog } from '../environment/save-point-dialogs.tsx';
import { SavePoints } from '../environment/save-points.tsx';
import { SshDialog } from '../ssh/ssh-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import type { AttemptActions } from './use-attempt-actions.ts';
import { passedCount } from './verdicts.ts';
import type { WorkspaceDialog } from './workspace-dialog.ts';

export interface WorkspaceDialogsProps {
  readonly attempt: AttemptView;
  readonly phase: Phase;
  readonly dialog: WorkspaceDialog | null;
  readonly onDialog: (dialog: WorkspaceDialog | null) => void;
  readonly onRewind: (point: SavePointView) => Promise<void>;
  readonly actions: AttemptActions;
}

/** The questions before what cannot be taken back, the list of keys, and the save points on narrow screens. */
export function WorkspaceDialogs(props: WorkspaceDialogsProps) {
  const { attempt, dialog, onDialog, actions } = props;
  const close = () => onDialog(null);
  const at = (kind: WorkspaceDialog['kind']) => ({
    open: dialog?.kind === kind,
    onOpenChange: (open: boolean) => {
      if (!open) close();
    },
  });
  const act = async (action: 'reset' | 'finish') => {
    await actions.act(action);
    close();
  };
  const finishing = { busy: actions.acting === 'finish', onConfirm: () => void act('finish') };
  return (
    <>
      <ConfirmDialog
        {...at('reset')}
        title="Reset the environment?"
        confirm="Reset"
        danger
        busy={actions.acting === 'reset'}
        onConfirm={() => void act('reset')}
      >
        <ResetWords attempt={attempt} />
      </ConfirmDialog>
      <ConfirmDialog {...at('finish')} title="Finish this attempt?" confirm="Finish" {...finishing}>
        <FinishWords attempt={attempt} />
      </ConfirmDialog>
      <ConfirmDialog
        {...at('give-up')}
        title="Give up your place in the queue?"
        confirm="Give up the place"
        {...finishing}
      >
        <GiveUpWords attempt={attempt} />
      </ConfirmDialog>
      <RewindDialog
        {...at('rewind')}
        point={dialog?.kind === 'rewind' ? dialog.point : null}
        busy={actions.saving === 'rewind'}
        onConfirm={(point) => void props.onRewind(point).then(close)}
      />
      <DeleteSavePointDialog
        {...at('delete-save-point')}
        point={dialog?.kind === 'delete-save-point' ? dialog.point : null}
        busy={actions.saving === 'delete'}
        onConfirm={(point) => void actions.deleteSavePoint(point.id).then(close)}
      />
      <Dialog {...at('save-points')} title="Save points">
        <SavePoints
          savePoints={attempt.environment?.savePoints ?? []}
          phase={props.phase}
          saving={actions.saving === 'save'}
          onSave={actions.save}
          onRewind={(point) => onDialog({ kind: 'rewind', point })}
          onDelete={(point) => onDialog({ kind: 'delete-save-point', point })}
        />
      </Dialog>
      <HelpDialog {...at('help')} />
      <SshDialog {...at('ssh')} attempt={attempt} />
    </>
  );
}

function ResetWords({ attempt }: { readonly attempt: AttemptView }) {
  const points = attempt.environment?.savePoints.length ?? 0;
  const hasToHold = attempt.tasks.some(({ checks }) => checks.some(({ hold }) => hold));
  return (
    <>
      <p>You get a fresh environment; it takes as long as at the start.</p>
      <p>
        <strong className="font-medium text-ink">Kept:</strong> your score, the tasks you passed, the hints
        you opened.
        {hasToHold
          ? ' What has to be true when you finish, too, is asked only of what you pass from here on.'
          : ''}
      </p>
      <p>
        <strong className="font-medium text-ink">Gone:</strong> everything on the nodes, what your terminals
        show{points > 0 ? ', and the save points of this environment' : ''}.
      </p>
      <p>
        <strong className="font-medium text-ink">Time:</strong> the fresh one has its full time again. What
        you extended this one by does not come on top, and you can extend anew.
      </p>
    </>
  );
}

function FinishWords({ attempt }: { readonly attempt: AttemptView }) {
  const left = attempt.tasks.length - passedCount(attempt);
  return (
    <>
      <p>
        {left === 0
          ? 'All tasks are passed.'
          : `${left} of ${attempt.tasks.length} tasks ${left === 1 ? 'is' : 'are'} not passed yet.`}{' '}
        Your score so far is {formatScore(attempt.score)} of {formatScore(attempt.maxScore)};{' '}
        {attempt.preview ? 'a preview counts for nothing.' : 'it is stored with your results.'}
      </p>
      <p>The environment is taken away and cannot be brought back. You can start the lab anew at any time.</p>
    </>
  );
}

function GiveUpWords({ attempt }: { readonly attempt: AttemptView }) {
  return (
    <>
      <p>
        {attempt.score > 0 && !attempt.preview
          ? `This attempt ends with the ${formatScore(attempt.score)} points you have; they are stored with your results.`
          : 'This attempt ends without points.'}
      </p>
      <p>You can start the lab anew at any time, and then queue at the end.</p>
    </>
  );
}
