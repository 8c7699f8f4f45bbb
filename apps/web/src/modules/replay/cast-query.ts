import { queryOptions } from '@tanstack/react-query';
import { recordingFile } from '../../api/recordings.ts';
import { readCast } from './cast.ts';

/** A recording, read. It can be long: not kept once it is left, and asked for again only when somebody wants what came since. */
export function castQuery(attemptId: string, name: string) {
  return queryOptions({
    queryKey: ['casts', attemptId, name],
    queryFn: async ({ signal }) => readCast(await recordingFile(attemptId, name, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    structuralSharing: false,
  });
}
