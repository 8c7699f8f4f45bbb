import { RecordingView } from '@springboard/contracts/recordings.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestText } from './client.ts';

/** What the terminals of an attempt printed. */
export function recordingsQuery(attemptId: string) {
  return queryOptions({
    queryKey: ['recordings', attemptId],
    queryFn: ({ signal }) => request(`/attempts/${attemptId}/recordings`, z.array(RecordingView), { signal }),
  });
}

/** The file of one of them. */
export function recordingFile(attemptId: string, name: string, signal: AbortSignal): Promise<string> {
  return requestText(recordingPath(attemptId, name), { signal });
}

export function recordingAddress(attemptId: string, name: string): string {
  return `/api${recordingPath(attemptId, name)}`;
}

/** How the page of a recording names it in its address. Not by the file's name: an address that ends like a file's is taken for one. */
export function recordingKey({
  node,
  number,
  startedAt,
}: Pick<RecordingView, 'node' | 'number' | 'startedAt'>): string {
  return `${node}-${number}-${Date.parse(startedAt)}`;
}

function recordingPath(attemptId: string, name: string): string {
  return `/attempts/${attemptId}/recordings/${encodeURIComponent(name)}`;
}
