import { AttemptView, OpenTerminal, TerminalTicket } from '@springboard/contracts/attempts.ts';
import {
  AnswerFollow,
  AnswerTakeover,
  AskToFollow,
  FollowedTerminal,
} from '@springboard/contracts/follows.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { answerFollow } from '@springboard/core/follows/answer.ts';
import { askToFollow } from '@springboard/core/follows/ask.ts';
import { stopFollow } from '@springboard/core/follows/end.ts';
import { answerTakeover, askTakeover, endTakeover } from '@springboard/core/follows/takeover.ts';
import { issueFollowTicket, listFollowedTerminals } from '@springboard/core/follows/terminals.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const FollowPath = z.object({ id: z.uuid() });
const onFollow = {
  params: FollowPath,
  query: none,
  body: null,
  answer: { status: 200, schema: AttemptView },
} as const;
/** Either side ends; which one it is, the use case sees. */
const eitherSide: readonly Permission[] = ['attempt.own.write', 'terminal.any.follow'];

export const askToFollowRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows',
  summary:
    'Ask a learner to let me follow the terminals of an attempt; begins at once where they agreed for its environment',
  permission: 'terminal.any.follow',
  params: none,
  body: AskToFollow,
  handle: ({ actor, body }, { core }) => askToFollow(core, actor, body.attemptId),
});

export const answerFollowRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/answer',
  summary:
    'Answer a mentor who asks to follow my terminals: no, this once, or for as long as this environment is there',
  permission: 'attempt.own.write',
  body: AnswerFollow,
  handle: ({ actor, params, body }, { core }) => answerFollow(core, actor, params.id, body),
});

export const stopFollowRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/stop',
  summary: 'Stop being followed, leave, or take the request back; sockets close at once',
  permission: eitherSide,
  handle: ({ actor, params }, { core }) => stopFollow(core, actor, params.id),
});

export const askTakeoverRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/takeover',
  summary: 'Ask the learner I follow to let me type',
  permission: 'terminal.any.follow',
  handle: ({ actor, params }, { core }) => askTakeover(core, actor, params.id),
});

export const answerTakeoverRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/takeover/answer',
  summary: 'Answer a mentor who asks to type; after a yes my own keys are held off until it ends',
  permission: 'attempt.own.write',
  body: AnswerTakeover,
  handle: ({ actor, params, body }, { core }) => answerTakeover(core, actor, params.id, body),
});

export const endTakeoverRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/takeover/end',
  summary: 'Take the keyboard back, hand it back, or take the request back; following goes on',
  permission: eitherSide,
  handle: ({ actor, params }, { core }) => endTakeover(core, actor, params.id),
});

export const listFollowedTerminalsRoute = route({
  ...onFollow,
  method: 'get',
  path: '/api/follows/{id}/terminals',
  summary: 'The terminals I can look at while I follow',
  permission: 'terminal.any.follow',
  answer: { status: 200, schema: z.array(FollowedTerminal) },
  handle: ({ actor, params }, { core }) => listFollowedTerminals(core, actor, params.id),
});

export const openFollowedTerminalRoute = route({
  ...onFollow,
  method: 'post',
  path: '/api/follows/{id}/terminals',
  summary: 'A one-use ticket to watch a terminal of the learner I follow; it opens no shell',
  permission: 'terminal.any.follow',
  body: OpenTerminal,
  answer: { status: 201, schema: TerminalTicket },
  handle: ({ actor, params, body }, { core }) => issueFollowTicket(core, actor, params.id, body),
});
