import {
  AttemptSummary,
  AttemptView,
  OpenTerminal,
  QuizAnswers,
  StartAttempt,
  TerminalTicket,
} from '@springboard/contracts/attempts.ts';
import { OpenWebUi, WebUiGrant } from '@springboard/contracts/web-uis.ts';
import { openHint } from '@springboard/core/attempts/hints.ts';
import { answerQuiz } from '@springboard/core/attempts/quiz.ts';
import {
  finishAttempt,
  getAttempt,
  listAttempts,
  requestCheck,
  resetEnvironment,
  retryEnvironment,
  startAttempt,
} from '@springboard/core/attempts.ts';
import { issueTerminalTicket } from '@springboard/core/terminals.ts';
import { issueWebUiGrant } from '@springboard/core/web-uis.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { AttemptPath, HintPath, readsAttempt, TaskPath } from './attempt-path.ts';

const view = { status: 200, schema: AttemptView } as const;
const onAttempt = { params: AttemptPath, query: none, body: null, answer: view } as const;

export const startAttemptRoute = route({
  method: 'post',
  path: '/api/attempts',
  summary: 'Start an attempt at a lab, or answer the active one',
  permission: 'attempt.own.write',
  params: none,
  query: none,
  body: StartAttempt,
  answer: { status: 201, schema: AttemptView },
  handle: ({ actor, body }, { core }) => startAttempt(core, actor, body),
});

export const listAttemptsRoute = route({
  method: 'get',
  path: '/api/attempts',
  summary: 'My attempts, newest first',
  permission: 'attempt.own.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(AttemptSummary) },
  handle: ({ actor }, { core }) => listAttempts(core, actor),
});

export const getAttemptRoute = route({
  ...onAttempt,
  method: 'get',
  path: '/api/attempts/{id}',
  summary: 'One attempt, whole: mine, or anybody’s with the right to read them',
  permission: readsAttempt,
  handle: ({ actor, params }, { core }) => getAttempt(core, actor, params.id),
});

export const finishAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/finish',
  summary: 'Finish: a last look at what is open, then the score stands',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => finishAttempt(core, actor, params.id),
});

export const resetAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/reset',
  summary: 'A fresh environment; what was passed stays passed',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => resetEnvironment(core, actor, params.id),
});

export const retryAttemptRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/retry',
  summary: 'A new environment after one that failed or was lost',
  permission: 'attempt.own.write',
  handle: ({ actor, params }, { core }) => retryEnvironment(core, actor, params.id),
});

export const checkTaskRoute = route({
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/check',
  summary: 'Ask for the checks of a task to run now; verdicts come as events',
  permission: 'attempt.own.write',
  params: TaskPath,
  query: none,
  body: null,
  answer: { status: 202, schema: null },
  handle: ({ actor, params }, { core }) => requestCheck(core, actor, params.id, params.taskId),
});

export const openHintRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/hints/{index}',
  summary: 'Open a hint; it costs what was said',
  permission: 'attempt.own.write',
  params: HintPath,
  handle: ({ actor, params }, { core }) => openHint(core, actor, params.id, params.taskId, params.index),
});

export const answerQuizRoute = route({
  ...onAttempt,
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/answers',
  summary: 'Hand in the answers to all questions of a quiz, once; the answer shows what was right',
  permission: 'attempt.own.write',
  params: TaskPath,
  body: QuizAnswers,
  handle: ({ actor, params, body }, { core }) => answerQuiz(core, actor, params.id, params.taskId, body),
});

export const openTerminalRoute = route({
  method: 'post',
  path: '/api/attempts/{id}/terminals',
  summary: 'A one-use ticket for a terminal, to be sent in HELLO of the gateway’s WebSocket',
  permission: 'terminal.own.open',
  params: AttemptPath,
  query: none,
  body: OpenTerminal,
  answer: { status: 201, schema: TerminalTicket },
  handle: ({ actor, params, body }, { core }) => issueTerminalTicket(core, actor, params.id, body),
});

export const openWebUiRoute = route({
  method: 'post',
  path: '/api/attempts/{id}/web-uis',
  summary: 'A one-use grant for a web tab, to be sent to its address by a form',
  permission: 'web-ui.own.open',
  params: AttemptPath,
  query: none,
  body: OpenWebUi,
  answer: { status: 201, schema: WebUiGrant },
  handle: ({ actor, params, body }, { core }) => issueWebUiGrant(core, actor, params.id, body.name),
});
