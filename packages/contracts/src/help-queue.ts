import { z } from 'zod';
import { Verdict } from './attempts.ts';
import { HelpAnswer, HelpState } from './help.ts';
import { LabSlug, Prose } from './labs.ts';
import { writtenText } from './texts.ts';

/** An answer may be so long, in characters. */
export const longestAnswer = 10_000;

/** What a check had said last when the question was asked; a verdict of null: it had never run. */
export const HelpCheck = z.object({
  id: z.string(),
  title: z.string(),
  verdict: Verdict.nullable(),
  passed: z.boolean(),
  text: z.string().nullable(),
  at: z.iso.datetime().nullable(),
});
export type HelpCheck = z.infer<typeof HelpCheck>;

/** The last lines of the screen that was printed on last, as its recording has them. */
export const HelpScreen = z.object({
  node: z.string(),
  number: z.number().int(),
  /** When something was printed there last. */
  at: z.iso.datetime(),
  lines: z.array(z.string()),
});
export type HelpScreen = z.infer<typeof HelpScreen>;

/** Why there is no screen: no environment, nothing recorded in it, or a recording that cannot be read. */
export const NoScreen = z.enum(['no-environment', 'no-terminal', 'unreadable']);
export type NoScreen = z.infer<typeof NoScreen>;

/** What was kept with a question at the moment it was asked. */
export const HelpContext = z.object({
  checks: z.array(HelpCheck),
  screen: HelpScreen.nullable(),
  noScreen: NoScreen.nullable(),
});
export type HelpContext = z.infer<typeof HelpContext>;

/** A line of the mentors' queue. */
export const HelpSummary = z.object({
  id: z.uuid(),
  state: HelpState,
  askedAt: z.iso.datetime(),
  person: z.string(),
  teams: z.array(z.string()),
  /** The one who asks is somebody whom I mentor. */
  mine: z.boolean(),
  attemptId: z.uuid(),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  /** Counted from 1. */
  task: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
  question: z.string(),
  takenBy: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type HelpSummary = z.infer<typeof HelpSummary>;

/** What mentors have before them: what is open, who waits longest first, and what was answered or closed last. */
export const HelpQueue = z.object({ open: z.array(HelpSummary), done: z.array(HelpSummary) });
export type HelpQueue = z.infer<typeof HelpQueue>;

/** A question with all that a mentor needs for answering it. */
export const HelpDetail = HelpSummary.extend({
  /** The task as the learner has it before them. */
  body: Prose,
  context: HelpContext,
  attemptActive: z.boolean(),
  answer: HelpAnswer.extend({ text: z.string() }).nullable(),
  /** Whether it was kept beside the task already. */
  kept: z.boolean(),
});
export type HelpDetail = z.infer<typeof HelpDetail>;

/** `POST /api/help/{id}/answer`: in Markdown. */
export const AnswerHelp = z.object({ answer: writtenText(longestAnswer) });
export type AnswerHelp = z.infer<typeof AnswerHelp>;
