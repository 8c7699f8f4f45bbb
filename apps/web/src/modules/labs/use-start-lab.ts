import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { applyAttempt, startAttempt } from '../../api/attempts.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** Starts a lab (or comes back to the active attempt) and opens its workspace. */
export function useStartLab() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  return useMutation({
    mutationFn: startAttempt,
    // The workspace's code comes while the server starts, not after it. If it cannot be had the navigation says so.
    onMutate: () =>
      void router.loadRouteChunk(router.routesById['/signed-in/attempts/$id'])?.catch(() => undefined),
    onSuccess: async (attempt) => {
      applyAttempt(client, attempt);
      await navigate({ to: '/attempts/$id', params: { id: attempt.id } });
      void client.invalidateQueries({ queryKey: ['labs'] });
      void client.invalidateQueries({ queryKey: ['attempts'], exact: true });
    },
    onError: (error) => {
      notifyFailure(error);
      void client.invalidateQueries({ queryKey: ['labs'] });
    },
  });
}
