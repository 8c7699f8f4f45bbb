import { RecordingView } from '@springboard/contracts/recordings.ts';
import { listRecordings, openRecording } from '@springboard/core/recordings/recordings.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { AttemptPath, readsAttempt } from './attempt-path.ts';

export const listRecordingsRoute = route({
  method: 'get',
  path: '/api/attempts/{id}/recordings',
  summary: 'What the terminals of an attempt printed, a recording for each shell',
  permission: readsAttempt,
  params: AttemptPath,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(RecordingView) },
  handle: ({ actor, params }, { core }) => listRecordings(core, actor, params.id),
});

export const getRecordingRoute = streamRoute({
  method: 'get',
  path: '/api/attempts/{id}/recordings/{name}',
  summary: 'One recording: asciicast v3',
  permission: readsAttempt,
  params: AttemptPath.extend({ name: z.string().max(200) }),
  query: none,
  body: null,
  handle: async ({ actor, params }, { core }) => {
    const { file, stream } = await openRecording(core, actor, params.id, params.name);
    return new Response(stream, {
      headers: {
        'content-type': 'application/x-asciicast',
        'content-disposition': `attachment; filename="${file.node}-${file.number}-${file.startedAt.getTime()}.cast"`,
        'cache-control': 'no-store',
      },
    });
  },
});
