import { queryOptions } from '@tanstack/react-query';
import { recordingFile } from '../../api/recordings.ts';
import { walkthroughPart } from '../../api/walkthroughs.ts';
import { readCast } from './cast.ts';

/** A recording, read. It can be long: not kept once it is left, and asked for again only when somebody wants what came since. */
export function castQuery(attemptId: string, name: string) {
  return castOf([attemptId, name], (signal) => recordingFile(attemptId, name, signal));
}

/** A part of a walk-through, or of its draft as others would see it. */
export function partCastQuery(id: string, part: number, preview: boolean) {
  return castOf([id, String(part), String(preview)], (signal) => walkthroughPart(id, part, preview, signal));
}

function castOf(key: readonly string[], load: (signal: AbortSignal) => Promise<string>) {
  return queryOptions({
    queryKey: ['casts', ...key],
    queryFn: async ({ signal }) => readCast(await load(signal)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    structuralSharing: false,
  });
}
