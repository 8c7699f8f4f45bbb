import { LabSlug, Level } from '@springboard/contracts/labs.ts';
import { z } from 'zod';

/** A lab after loading and validation: all that an attempt needs, scripts included, as stored with its version. */
export const CheckDefinition = z.object({
  id: z.string(),
  title: z.string(),
  weight: z.number().positive(),
  /** Node it runs on; the topology's grader when null. */
  on: z.string().nullable(),
  interpreter: z.enum(['bash', 'python3']),
  script: z.string(),
  timeoutMs: z.number().int().positive(),
  /** Keep trying for so long before the verdict counts; 0 = once. */
  withinMs: z.number().int().min(0),
  /** Must hold for so long; 0 = at one moment. */
  stableForMs: z.number().int().min(0),
});
export type CheckDefinition = z.infer<typeof CheckDefinition>;

export const HintDefinition = z.object({ cost: z.number().min(0), markdown: z.string() });

export const Script = z.object({
  on: z.string().nullable(),
  interpreter: z.enum(['bash', 'python3']),
  script: z.string(),
});
export type Script = z.infer<typeof Script>;

export const TaskDefinition = z.object({
  id: z.string(),
  title: z.string(),
  points: z.number().positive(),
  markdown: z.string(),
  runbook: z.object({ title: z.string(), url: z.string() }).nullable(),
  hints: z.array(HintDefinition),
  checks: z.array(CheckDefinition).min(1),
  arrange: Script.nullable(),
  solve: Script.nullable(),
  wrong: z.array(Script.extend({ name: z.string() })),
});
export type TaskDefinition = z.infer<typeof TaskDefinition>;

export const ParamDefinition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choose'), from: z.array(z.union([z.string(), z.number()])).min(1) }),
  z.object({ kind: z.literal('int'), min: z.number().int(), max: z.number().int() }),
  /** A short pronounceable lower-case name. */
  z.object({ kind: z.literal('name'), prefix: z.string().default('') }),
  z.object({ kind: z.literal('password'), length: z.number().int().min(8).max(64).default(16) }),
]);
export type ParamDefinition = z.infer<typeof ParamDefinition>;

export const LabDefinition = z.object({
  slug: LabSlug,
  title: z.string(),
  summary: z.string(),
  level: Level,
  minutes: z.number().int().positive(),
  skills: z.array(z.string()),
  environment: z.string(),
  params: z.record(z.string(), ParamDefinition),
  intro: z.string(),
  outro: z.string().nullable(),
  setup: Script.nullable(),
  tasks: z.array(TaskDefinition).min(1),
});
export type LabDefinition = z.infer<typeof LabDefinition>;
