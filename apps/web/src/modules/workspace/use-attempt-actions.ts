import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  type AttemptAction,
  actOnAttempt,
  answerQuiz,
  applyAttempt,
  askForCheck,
  createSavePoint,
  deleteSavePoint,
  openHint,
  rewindTo,
} from '../../api/attempts.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

export interface AttemptActions {
  readonly attemptId: string;
  /** Shows what the server answered. */
  readonly take: (next: AttemptView) => void;
  /** False once the attempt is over. */
  readonly active: boolean;
  /** Finish, reset, retry, extend, pause or resume; resolves to true if it was done. */
  readonly act: (action: AttemptAction) => Promise<boolean>;
  readonly acting: AttemptAction | null;
  /** Each resolves to true if it was taken on; the environment's state tells how it goes on. */
  readonly save: (title: string) => Promise<boolean>;
  readonly rewind: (savePointId: string) => Promise<boolean>;
  readonly deleteSavePoint: (savePointId: string) => Promise<boolean>;
  /** Which of these three is being asked for. */
  readonly saving: 'save' | 'rewind' | 'delete' | null;
  readonly check: (taskId: string) => void;
  /** Id of the task whose check was asked for and not yet taken on. */
  readonly checking: string | null;
  readonly answer: (taskId: string, answers: Record<string, string[]>) => void;
  /** Id of the task whose answers are being handed in. */
  readonly answering: string | null;
  readonly openHint: (taskId: string, index: number) => void;
  /** Id of the task whose hint is being opened. */
  readonly openingHint: string | null;
}

/** Everything a learner can do to an attempt. Failures are told by a notice; answers go into the cache. */
export function useAttemptActions(attempt: AttemptView): AttemptActions {
  const client = useQueryClient();
  const take = (next: AttemptView) => applyAttempt(client, next);
  const { id } = attempt;

  const act = useMutation({
    mutationFn: (action: AttemptAction) => actOnAttempt(id, action),
    onSuccess: (next, action) => {
      take(next);
      if (action === 'finish') {
        void client.invalidateQueries({ queryKey: ['labs'] });
        void client.invalidateQueries({ queryKey: ['attempts'], exact: true });
      }
    },
    onError: notifyFailure,
  });
  const answered = { onSuccess: take, onError: notifyFailure };
  const save = useMutation({ mutationFn: (title: string) => createSavePoint(id, title), ...answered });
  const rewind = useMutation({ mutationFn: (point: string) => rewindTo(id, point), ...answered });
  const remove = useMutation({ mutationFn: (point: string) => deleteSavePoint(id, point), ...answered });
  const check = useMutation({
    mutationFn: (taskId: string) => askForCheck(id, taskId),
    onError: notifyFailure,
  });
  const hint = useMutation({
    mutationFn: ({ taskId, index }: { taskId: string; index: number }) => openHint(id, taskId, index),
    ...answered,
  });

  const answer = useMutation({
    mutationFn: ({ taskId, answers }: { taskId: string; answers: Record<string, string[]> }) =>
      answerQuiz(id, taskId, answers),
    ...answered,
  });

  return {
    attemptId: id,
    take,
    active: attempt.state === 'active',
    act: (action) => done(act.mutateAsync(action)),
    acting: act.isPending ? act.variables : null,
    save: (title) => done(save.mutateAsync(title)),
    rewind: (point) => done(rewind.mutateAsync(point)),
    deleteSavePoint: (point) => done(remove.mutateAsync(point)),
    saving: save.isPending ? 'save' : rewind.isPending ? 'rewind' : remove.isPending ? 'delete' : null,
    check: (taskId) => check.mutate(taskId),
    checking: check.isPending ? check.variables : null,
    answer: (taskId, answers) => answer.mutate({ taskId, answers }),
    answering: answer.isPending ? answer.variables.taskId : null,
    openHint: (taskId, index) => hint.mutate({ taskId, index }),
    openingHint: hint.isPending ? hint.variables.taskId : null,
  };
}

function done(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
