import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { applyAttempt } from '../../api/attempts.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

export interface FollowActions {
  /** Does what is asked for and shows what the server answered; a failure is told by a notice. `name` is only for `acting`. */
  readonly act: (name: string, action: () => Promise<AttemptView>) => void;
  /** Name of what is being asked for. */
  readonly acting: string | null;
}

/** What either side of a follow can do. */
export function useFollowActions(): FollowActions {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ action }: { name: string; action: () => Promise<AttemptView> }) => action(),
    onSuccess: (next) => applyAttempt(client, next),
    onError: notifyFailure,
  });
  return {
    act: (name, action) => mutation.mutate({ name, action }),
    acting: mutation.isPending ? mutation.variables.name : null,
  };
}
