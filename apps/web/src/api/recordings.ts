import { RecordingView } from '@springboard/contracts/recordings.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

/** What the terminals of an attempt printed. */
export function recordingsQuery(attemptId: string) {
  return queryOptions({
    queryKey: ['recordings', attemptId],
    queryFn: ({ signal }) => request(`/attempts/${attemptId}/recordings`, z.array(RecordingView), { signal }),
  });
}

export function recordingAddress(attemptId: string, name: string): string {
  return `/api/attempts/${attemptId}/recordings/${encodeURIComponent(name)}`;
}
