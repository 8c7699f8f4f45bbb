import { z } from 'zod';
import { Prose } from './labs.ts';
import { writtenText } from './texts.ts';

/** A question may be so long, in characters. */
export const longestQuestion = 4_000;

/**
 * `waiting`: for a mentor; `taken`: a mentor is at it; `answered`: the answer can be read; `closed`: over, by the learner or by the mentor who
 * had taken it; `withdrawn`: the learner took it back before anybody had taken it. The first two are open, and a task has one open request at most.
 */
export const HelpState = z.enum(['waiting', 'taken', 'answered', 'closed', 'withdrawn']);
export type HelpState = z.infer<typeof HelpState>;
/** States in which somebody still has to see to a question. */
export const openHelpStates: readonly HelpState[] = ['waiting', 'taken'];

/** A mentor's answer. */
export const HelpAnswer = z.object({ prose: Prose, by: z.string(), at: z.iso.datetime() });
export type HelpAnswer = z.infer<typeof HelpAnswer>;

/** A learner's question about a task, as the workspace shows it. */
export const HelpView = z.object({
  id: z.uuid(),
  taskId: z.string(),
  state: HelpState,
  question: z.string(),
  askedAt: z.iso.datetime(),
  /** While it waits: 1 for who is next with the same mentors. */
  place: z.number().int().nullable(),
  /** Name of the mentor who has taken it. */
  takenBy: z.string().nullable(),
  answer: HelpAnswer.nullable(),
  /** What was sent along. */
  sent: z.object({
    checks: z.number().int(),
    screen: z.object({ node: z.string(), number: z.number().int(), lines: z.number().int() }).nullable(),
  }),
});
export type HelpView = z.infer<typeof HelpView>;

/** `POST /api/attempts/{id}/tasks/{taskId}/help` */
export const AskForHelp = z.object({ question: writtenText(longestQuestion) });
export type AskForHelp = z.infer<typeof AskForHelp>;
