import { z } from 'zod';

export const Script = z.object({
  on: z.string().nullable(),
  interpreter: z.enum(['bash', 'python3']),
  script: z.string(),
});
export type Script = z.infer<typeof Script>;

export const CheckDefinition = Script.extend({
  id: z.string(),
  title: z.string(),
  weight: z.number().positive(),
  timeoutMs: z.number().int().positive(),
  /** Keep trying for so long before the verdict counts; 0 = once. */
  withinMs: z.number().int().min(0),
  /** Must hold for so long; 0 = at one moment. */
  stableForMs: z.number().int().min(0),
  /** It must be true at *finish* as well, which is when it is scored. */
  hold: z.boolean().default(false),
});
/** `on` is the node it runs on; the topology's grader when null. */
export type CheckDefinition = z.infer<typeof CheckDefinition>;

export const InvariantDefinition = Script.extend({
  id: z.string(),
  title: z.string(),
  /** Points that a breach costs. */
  cost: z.number().min(0),
  /** What all breaches together cost at most; null = no ceiling. */
  maxCost: z.number().min(0).nullable(),
  /** Time between two looks. */
  intervalMs: z.number().int().positive(),
  timeoutMs: z.number().int().positive(),
});
/** A check that runs during the whole attempt; anything but a pass is a breach, unless it is *broken*. */
export type InvariantDefinition = z.infer<typeof InvariantDefinition>;

export const HintDefinition = z.object({
  cost: z.number().min(0),
  /** What it says; above what the script says, where there are both. May be empty. */
  markdown: z.string(),
  /** Looks at the system; what it prints is Markdown. */
  script: Script.nullable().default(null),
});
export type HintDefinition = z.infer<typeof HintDefinition>;
