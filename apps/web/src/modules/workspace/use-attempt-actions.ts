import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AttemptAction, actOnAttempt, applyAttempt, askForCheck, openHint } from '../../api/attempts.ts';
import { asApiError } from '../../api/client.ts';

export interface AttemptActions {
  /** False once the attempt is over. */
  readonly active: boolean;
  /** Finish, reset, retry or extend; resolves to true if it was done. */
  readonly act: (action: AttemptAction) => Promise<boolean>;
  readonly acting: AttemptAction | null;
  readonly check: (taskId: string) => void;
  /** Id of the task whose check was asked for and not yet taken on. */
  readonly checking: string | null;
  readonly openHint: (taskId: string, index: number) => void;
  /** Id of the task whose hint is being opened. */
  readonly openingHint: string | null;
}

/** Everything a learner can do to an attempt. Failures are told by a notice; answers go into the cache. */
export function useAttemptActions(attempt: AttemptView): AttemptActions {
  const client = useQueryClient();
  const take = (next: AttemptView) => applyAttempt(client, next);

  const act = useMutation({
    mutationFn: (action: AttemptAction) => actOnAttempt(attempt.id, action),
    onSuccess: (next, action) => {
      take(next);
      if (action === 'finish') {
        void client.invalidateQueries({ queryKey: ['labs'] });
        void client.invalidateQueries({ queryKey: ['attempts'], exact: true });
      }
    },
    onError: tell,
  });
  const check = useMutation({
    mutationFn: (taskId: string) => askForCheck(attempt.id, taskId),
    onError: tell,
  });
  const hint = useMutation({
    mutationFn: ({ taskId, index }: { taskId: string; index: number }) => openHint(attempt.id, taskId, index),
    onSuccess: take,
    onError: tell,
  });

  return {
    active: attempt.state === 'active',
    act: (action) =>
      act.mutateAsync(action).then(
        () => true,
        () => false,
      ),
    acting: act.isPending ? act.variables : null,
    check: (taskId) => check.mutate(taskId),
    checking: check.isPending ? check.variables : null,
    openHint: (taskId, index) => hint.mutate({ taskId, index }),
    openingHint: hint.isPending ? hint.variables.taskId : null,
  };
}

function tell(error: unknown): void {
  const failure = asApiError(error);
  notify({
    tone: 'bad',
    title: failure.title,
    detail: [failure.message, failure.remedy].filter(Boolean).join(' '),
  });
}
