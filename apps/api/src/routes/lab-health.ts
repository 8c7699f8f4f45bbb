import {
  FailuresQuery,
  FailureView,
  FeedbackAnswer,
  FeedbackInput,
  FeedbackView,
  HealthQuery,
  LabHealth,
  LabHealthSummary,
} from '@springboard/contracts/lab-health.ts';
import { answerFeedback, feedbackOfAttempt, giveFeedback } from '@springboard/core/health/feedback.ts';
import { checkFailures, labHealth, listHealth } from '@springboard/core/health/lab-health.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { AttemptPath, readsAttempt } from './attempt-path.ts';
import { LabPath } from './labs.ts';

export const giveFeedbackRoute = route({
  method: 'post',
  path: '/api/attempts/{id}/feedback',
  summary: 'This lab is wrong here: a remark for its authors',
  permission: 'attempt.own.write',
  params: AttemptPath,
  query: none,
  body: FeedbackInput,
  answer: { status: 201, schema: FeedbackView },
  handle: ({ actor, params, body }, { core }) => giveFeedback(core, actor, params.id, body),
});

export const listFeedbackRoute = route({
  method: 'get',
  path: '/api/attempts/{id}/feedback',
  summary: 'What was said of the lab in an attempt, with the answers',
  permission: readsAttempt,
  params: AttemptPath,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(FeedbackView) },
  handle: ({ actor, params }, { core }) => feedbackOfAttempt(core, actor, params.id),
});

export const answerFeedbackRoute = route({
  method: 'post',
  path: '/api/feedback/{id}/answer',
  summary: 'Answer a remark; who made it sees the answer',
  permission: 'feedback.answer',
  params: z.object({ id: z.uuid() }),
  query: none,
  body: FeedbackAnswer,
  answer: { status: 200, schema: FeedbackView },
  handle: ({ actor, params, body }, { core }) => answerFeedback(core, actor, params.id, body),
});

export const listHealthRoute = route({
  method: 'get',
  path: '/api/lab-health',
  summary: 'How each published lab does',
  permission: 'lab.health.read',
  params: none,
  query: HealthQuery,
  body: null,
  answer: { status: 200, schema: z.array(LabHealthSummary) },
  handle: ({ actor, query }, { core }) => listHealth(core, actor, query),
});

export const labHealthRoute = route({
  method: 'get',
  path: '/api/labs/{group}/{name}/health',
  summary: 'How one lab does, task by task and check by check, and what learners said of it',
  permission: 'lab.health.read',
  params: LabPath,
  query: HealthQuery,
  body: null,
  answer: { status: 200, schema: LabHealth },
  handle: ({ actor, params, query }, { core }) =>
    labHealth(core, actor, `${params.group}/${params.name}`, query),
});

export const checkFailuresRoute = route({
  method: 'get',
  path: '/api/labs/{group}/{name}/failures',
  summary: 'The latest runs of a check that did not pass, with the commands before them',
  permission: 'lab.health.read',
  params: LabPath,
  query: FailuresQuery,
  body: null,
  answer: { status: 200, schema: z.array(FailureView) },
  handle: ({ actor, params, query }, { core }) =>
    checkFailures(core, actor, `${params.group}/${params.name}`, query),
});
