import { z } from 'zod';
import { CheckDefinition, HintDefinition, Script } from './scripts.ts';

const task = {
  id: z.string(),
  title: z.string(),
  points: z.number().positive(),
  markdown: z.string(),
  runbook: z.object({ title: z.string(), url: z.string() }).nullable(),
  hints: z.array(HintDefinition),
  arrange: Script.nullable(),
  /** Of a written or recorded task: what the tasks after it stand on. */
  solve: Script.nullable(),
  wrong: z.array(Script.extend({ name: z.string() })),
};

/** What a page may show of a question. */
export const Question = z.object({
  id: z.string(),
  kind: z.enum(['one', 'many', 'text', 'number']),
  markdown: z.string(),
  weight: z.number().positive(),
  /** Empty where the answer is typed. */
  options: z.array(z.string()),
  unit: z.string().nullable(),
});
export type Question = z.infer<typeof Question>;

/** What is right, and why. Never leaves the server before the question is answered. */
export const QuestionKey = z.object({
  /** For `one` and `many` indices into the options; for `text` each text that is right. */
  right: z.union([
    z.object({ kind: z.literal('options'), indices: z.array(z.number().int()) }),
    z.object({ kind: z.literal('texts'), texts: z.array(z.string()) }),
    z.object({ kind: z.literal('number'), value: z.number(), tolerance: z.number() }),
  ]),
  explanation: z.string().nullable(),
});
export type QuestionKey = z.infer<typeof QuestionKey>;

export const Criterion = z.object({
  title: z.string(),
  points: z.number().positive(),
  full: z.string(),
  half: z.string(),
  none: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

/** Only checked tasks have checks; the list is empty in the others, so that who only counts checks need not ask. */
const noChecks = z.array(CheckDefinition).max(0);

const CheckedTask = z.object({
  kind: z.literal('checked'),
  ...task,
  checks: z.array(CheckDefinition).min(1),
});
const QuizTask = z.object({
  kind: z.literal('quiz'),
  ...task,
  checks: noChecks,
  questions: z.array(Question).min(1),
  /** By question id. */
  key: z.record(z.string(), QuestionKey),
});
const WrittenTask = z.object({
  kind: z.literal('written'),
  ...task,
  checks: noChecks,
  /** Markdown that the learner begins with; may be empty. */
  template: z.string(),
  rubric: z.array(Criterion).min(1),
  minWords: z.number().int().min(0),
  /** `peer`: whoever has passed the lab may review it, too. Versions that were stored earlier have none. */
  review: z.enum(['mentor', 'peer']).default('mentor'),
});
const RecordedTask = z.object({
  kind: z.literal('recorded'),
  ...task,
  checks: noChecks,
  show: z.array(z.string()).min(1),
  rubric: z.array(Criterion).min(1),
  /** Whose terminal is recorded. */
  node: z.string(),
});

const kinds = z.discriminatedUnion('kind', [CheckedTask, QuizTask, WrittenTask, RecordedTask]);
/** Versions that were stored before there were kinds have checked tasks only. */
export const TaskDefinition = z.preprocess(
  (stored) => (typeof stored === 'object' && stored !== null ? { kind: 'checked', ...stored } : stored),
  kinds,
);
export type TaskDefinition = z.infer<typeof kinds>;
export type CheckedTask = z.infer<typeof CheckedTask>;
