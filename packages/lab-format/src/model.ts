import { LabSlug, Level, Walkthroughs } from '@springboard/contracts/labs.ts';
import { z } from 'zod';
import { ParamDefinition } from './model/params.ts';
import { InvariantDefinition, Script } from './model/scripts.ts';
import { TaskDefinition } from './model/task.ts';

/** A lab after loading and validation: all that an attempt needs, scripts included, as stored with its version. */
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
  invariants: z.array(InvariantDefinition).default([]),
  /** Versions that were stored earlier have none. */
  walkthroughs: Walkthroughs.default('after-pass'),
  tasks: z.array(TaskDefinition).min(1),
});
export type LabDefinition = z.infer<typeof LabDefinition>;
