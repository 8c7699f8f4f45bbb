import { Level } from '@springboard/contracts/labs.ts';
import { z } from 'zod';
import { durationPattern, parseDuration } from './duration.ts';
import { ParamDefinition } from './model.ts';
import { isParamName } from './params.ts';

const Text = z.string().trim().min(1, 'must not be empty');
const NodeName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'a node name: lower-case letters, digits, hyphens');
const Duration = z
  .string()
  .regex(durationPattern, 'a duration such as 500ms, 20s or 5m')
  .transform((text) => parseDuration(text));
const FolderName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'a folder name: lower-case letters, digits, hyphens');
const ParamName = z.string().refine(isParamName, {
  error: 'a parameter is named with lower-case letters, digits and _, and not like a variable of the system',
});

/** `lab.yaml`: the facts of a lab. */
export const LabYaml = z.strictObject({
  title: Text.max(80),
  summary: Text.max(300),
  level: Level,
  /** What a person new to the matter needs. */
  minutes: z.number().int().min(1).max(480),
  environment: FolderName,
  skills: z.array(z.string()).min(1),
  params: z.record(ParamName, ParamDefinition).default({}),
  /** Node on which `setup.sh` and the tasks' scripts run; the topology's first learner node when absent. */
  on: NodeName.optional(),
  /** Folders under `tasks/`, in their order. */
  tasks: z.array(FolderName).min(1),
});
export type LabYaml = z.infer<typeof LabYaml>;

const CheckYaml = z.strictObject({
  file: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.(sh|py)$/, 'a file of the task such as check.sh or pool-size.py'),
  title: Text.max(120),
  weight: z.number().positive().default(1),
  on: NodeName.optional(),
  timeout: Duration.default(20_000),
  within: Duration.default(0),
  stable_for: Duration.default(0),
});

/** Front matter of `task.md`. */
export const TaskYaml = z.strictObject({
  title: Text.max(80),
  points: z.number().positive(),
  /** Node on which this task's `arrange`, `solve` and `wrong` scripts run. */
  on: NodeName.optional(),
  runbook: z.strictObject({ title: Text, url: z.url() }).optional(),
  hints: z.array(z.strictObject({ cost: z.number().min(0).default(0), text: Text })).default([]),
  /** When absent: one check, `check.sh` or `check.py`, with the task's title. */
  checks: z.array(CheckYaml).min(1).optional(),
});
export type TaskYaml = z.infer<typeof TaskYaml>;

/** `skills.yaml` in the content root: group → skill id → what a person who has it can do. */
export const SkillsYaml = z.record(
  FolderName,
  z.strictObject({ title: Text, skills: z.record(FolderName, Text) }),
);
export type SkillsYaml = z.infer<typeof SkillsYaml>;
