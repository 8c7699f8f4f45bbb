import { AttemptView } from '@springboard/contracts/attempts.ts';
import { AskForHelp } from '@springboard/contracts/help.ts';
import { AnswerHelp, HelpDetail, HelpQueue } from '@springboard/contracts/help-queue.ts';
import { askForHelp } from '@springboard/core/help/ask.ts';
import { closeHelp, endHelp } from '@springboard/core/help/end.ts';
import { getHelp, viewHelpQueue } from '@springboard/core/help/queue.ts';
import { answerHelp, giveHelpBack, takeHelp } from '@springboard/core/help/take.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { TaskPath } from './attempt-path.ts';

const mentors = 'help.any.answer';
const onQuestion = { params: z.object({ id: z.uuid() }), query: none, body: null } as const;
const onQuestionByMentor = {
  ...onQuestion,
  permission: mentors,
  answer: { status: 200, schema: HelpDetail },
} as const;

export const askForHelpRoute = route({
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/help',
  summary: 'Ask mentors about a task; what its checks and my screen say now is kept with the question',
  permission: 'attempt.own.write',
  params: TaskPath,
  query: none,
  body: AskForHelp,
  answer: { status: 200, schema: AttemptView },
  handle: ({ actor, params, body }, { core }) => askForHelp(core, actor, params.id, params.taskId, body),
});

export const endHelpRoute = route({
  ...onQuestion,
  method: 'post',
  path: '/api/help/{id}/end',
  summary: 'Take my question back, or close it once a mentor has it',
  permission: 'attempt.own.write',
  answer: { status: 200, schema: AttemptView },
  handle: ({ actor, params }, { core }) => endHelp(core, actor, params.id),
});

export const helpQueueRoute = route({
  method: 'get',
  path: '/api/help',
  summary: 'What learners ask mentors: open, who waits longest first, and what ended last; never my own',
  permission: mentors,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: HelpQueue },
  handle: ({ actor }, { core }) => viewHelpQueue(core, actor),
});

export const getHelpRoute = route({
  ...onQuestionByMentor,
  method: 'get',
  path: '/api/help/{id}',
  summary: 'A learner’s question with its task, and what checks and screen said when it was asked',
  handle: ({ actor, params }, { core }) => getHelp(core, actor, params.id),
});

export const takeHelpRoute = route({
  ...onQuestionByMentor,
  method: 'post',
  path: '/api/help/{id}/take',
  summary: 'Take a question that waits; its learner sees who has it',
  handle: async ({ actor, params }, { core }) => {
    await takeHelp(core, actor, params.id);
    return getHelp(core, actor, params.id);
  },
});

export const giveHelpBackRoute = route({
  ...onQuestionByMentor,
  method: 'post',
  path: '/api/help/{id}/give-back',
  summary: 'Put a question I have taken back to its place in the queue',
  handle: async ({ actor, params }, { core }) => {
    await giveHelpBack(core, actor, params.id);
    return getHelp(core, actor, params.id);
  },
});

export const closeHelpRoute = route({
  ...onQuestionByMentor,
  method: 'post',
  path: '/api/help/{id}/close',
  summary: 'Close a question I have taken without an answer',
  handle: async ({ actor, params }, { core }) => {
    await closeHelp(core, actor, params.id);
    return getHelp(core, actor, params.id);
  },
});

export const answerHelpRoute = route({
  ...onQuestionByMentor,
  method: 'post',
  path: '/api/help/{id}/answer',
  summary: 'Answer a question, in Markdown',
  body: AnswerHelp,
  handle: async ({ actor, params, body }, { core }) => {
    await answerHelp(core, actor, params.id, body);
    return getHelp(core, actor, params.id);
  },
});
