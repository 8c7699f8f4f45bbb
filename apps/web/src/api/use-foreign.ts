import { AttemptSummary } from '@springboard/contracts/attempts.ts';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';
import { useMay } from './session.ts';

/**
 * Whether an attempt is somebody else's: one's own list does not hold it, or one has none, as managers do not. Asked once per attempt, since a list
 * from before it began would not hold it either. Until known it is taken for one's own.
 */
export function useForeign(id: string): boolean {
  const hasOwn = useMay('attempt.own.read');
  const foreign = useQuery({
    queryKey: ['foreign-attempts', id],
    queryFn: async ({ signal }) => {
      const own = await request('/attempts', z.array(AttemptSummary), { signal });
      return !own.some((attempt) => attempt.id === id);
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled: hasOwn,
  });
  return !hasOwn || foreign.data === true;
}
