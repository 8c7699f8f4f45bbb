import { RunEvidence, TimelineQuery, TimelineView } from '@springboard/contracts/timeline.ts';
import { runEvidence } from '@springboard/core/timeline/evidence.ts';
import { viewTimeline } from '@springboard/core/timeline/view.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { AttemptPath, readsAttempt } from './attempt-path.ts';

export const timelineRoute = route({
  method: 'get',
  path: '/api/attempts/{id}/timeline',
  summary: 'Everything that happened in an attempt, on one time axis',
  permission: readsAttempt,
  params: AttemptPath,
  query: TimelineQuery,
  body: null,
  answer: { status: 200, schema: TimelineView },
  handle: ({ actor, params, query }, { core }) => viewTimeline(core, actor, params.id, query),
});

export const runEvidenceRoute = route({
  method: 'get',
  path: '/api/attempts/{id}/timeline/runs/{runId}',
  summary: 'What one run of a check stands on',
  // And `lab.health.read`, which the use case asks for.
  permission: readsAttempt,
  params: AttemptPath.extend({ runId: z.coerce.number().int().positive() }),
  query: none,
  body: null,
  answer: { status: 200, schema: RunEvidence },
  handle: ({ actor, params }, { core }) => runEvidence(core, actor, params.id, params.runId),
});
