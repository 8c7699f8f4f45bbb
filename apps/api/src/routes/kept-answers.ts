import { HelpDetail } from '@springboard/contracts/help-queue.ts';
import { KeepAnswer, KeptAnswer } from '@springboard/contracts/kept-answers.ts';
import {
  keepAnswer,
  keptAnswersOfLab,
  keptAnswersOfTask,
  removeKeptAnswer,
} from '@springboard/core/help/keep.ts';
import { getHelp } from '@springboard/core/help/queue.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { readsAttempt, TaskPath } from './attempt-path.ts';
import { LabPath } from './labs.ts';

const list = { query: none, body: null, answer: { status: 200, schema: z.array(KeptAnswer) } } as const;
const byId = z.object({ id: z.uuid() });

export const keepAnswerRoute = route({
  method: 'post',
  path: '/api/help/{id}/keep',
  summary: 'Keep an answered question beside its task, in words that name nobody',
  permission: 'help.any.answer',
  params: byId,
  query: none,
  body: KeepAnswer,
  answer: { status: 200, schema: HelpDetail },
  handle: async ({ actor, params, body }, { core }) => {
    await keepAnswer(core, actor, params.id, body);
    return getHelp(core, actor, params.id);
  },
});

export const taskKeptAnswersRoute = route({
  ...list,
  method: 'get',
  path: '/api/attempts/{id}/tasks/{taskId}/kept-answers',
  summary: 'What others asked about a task, and what mentors answered',
  permission: readsAttempt,
  params: TaskPath,
  handle: ({ actor, params }, { core }) => keptAnswersOfTask(core, actor, params.id, params.taskId),
});

export const labKeptAnswersRoute = route({
  ...list,
  method: 'get',
  path: '/api/labs/{group}/{name}/kept-answers',
  summary: 'All answers that are kept beside the tasks of a lab',
  permission: 'feedback.answer',
  params: LabPath,
  handle: ({ actor, params }, { core }) => keptAnswersOfLab(core, actor, `${params.group}/${params.name}`),
});

export const removeKeptAnswerRoute = route({
  method: 'delete',
  path: '/api/kept-answers/{id}',
  summary: 'Take a kept answer away',
  permission: 'feedback.answer',
  params: byId,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => removeKeptAnswer(core, actor, params.id),
});
