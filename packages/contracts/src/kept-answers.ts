import { z } from 'zod';
import { longestQuestion } from './help.ts';
import { longestAnswer } from './help-queue.ts';
import { Prose } from './labs.ts';
import { writtenText } from './texts.ts';

/** `POST /api/help/{id}/keep`: question and answer as later learners are to read them, without names. */
export const KeepAnswer = z.object({
  question: writtenText(longestQuestion),
  answer: writtenText(longestAnswer),
});
export type KeepAnswer = z.infer<typeof KeepAnswer>;

/** A question that was asked before, kept beside its task; nobody's any more. */
export const KeptAnswer = z.object({
  id: z.uuid(),
  taskId: z.string(),
  question: z.string(),
  answer: Prose,
  keptAt: z.iso.datetime(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;
