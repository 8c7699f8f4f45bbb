import { useQuery } from '@tanstack/react-query';
import { meQuery, useMay } from '../../api/session.ts';
import { submissionsQuery } from '../../api/submissions.ts';
import { useForeign } from '../../api/use-foreign.ts';

/** Whose attempt it is, where this page can know: one's own, or one with work that a reviewer sees. */
export function usePerson(attemptId: string): string | null {
  const foreign = useForeign(attemptId);
  const reviews = useMay('submission.review', 'submission.team.review');
  const me = useQuery(meQuery);
  const open = useQuery({ ...submissionsQuery('open'), enabled: foreign && reviews });
  const done = useQuery({ ...submissionsQuery('done'), enabled: foreign && reviews });
  if (!foreign) return me.data?.name ?? null;
  const known = [...(open.data ?? []), ...(done.data ?? [])];
  return known.find((one) => one.attemptId === attemptId)?.person ?? null;
}
