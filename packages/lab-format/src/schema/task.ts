import { z } from 'zod';
import { Duration, NodeName, NodeOrParam, Runbook, ScriptFile, Text, Title } from './common.ts';
import { QuestionYaml } from './quiz.ts';

const CheckYaml = z.strictObject({
  file: ScriptFile,
  title: Title.max(120).describe('Shown beside the tick.'),
  weight: z
    .number()
    .positive('must be above 0')
    .default(1)
    .describe("Share of the task's points; default 1."),
  on: NodeOrParam.optional().describe("Node it runs on; default: the topology's grader."),
  timeout: Duration.default(20_000).describe('Of one look; default 20s.'),
  within: Duration.default(0).describe('Keep looking for so long before "not yet" counts.'),
  stable_for: Duration.default(0).describe('It must hold for so long.'),
  hold: z
    .boolean()
    .default(false)
    .describe('It must also be true when the learner finishes, which is when it is scored.'),
});

const HintYaml = z
  .strictObject({
    text: Text.optional().describe('Markdown.'),
    script: ScriptFile.optional().describe('Looks at the system, and what it prints is the hint (Markdown).'),
    on: NodeOrParam.optional().describe("Node of the script; default: the topology's grader."),
    cost: z.number().min(0).default(0).describe('Points; said before the hint is opened.'),
  })
  .refine((hint) => hint.text !== undefined || hint.script !== undefined, {
    error: 'needs `text` (what to say) or `script` (a script that looks at the system and says it)',
  });

const CriterionYaml = z.strictObject({
  title: Title.max(120).describe('What is looked at, such as "Names the cause".'),
  points: z.number().positive('must be above 0'),
  full: Text.describe('What work looks like that gets all of the points.'),
  half: Text.describe('What gets half of them.'),
  none: Text.describe('What gets none.'),
});
const Rubric = z
  .array(CriterionYaml)
  .min(1, 'needs at least one criterion')
  .describe("What a reviewer judges by. The criteria's points add up to the task's.");

const Review = z.enum(['mentor', 'peer']).default('mentor');

const common = {
  title: Title.max(80),
  points: z.number('must be a number, such as 10').positive('must be above 0'),
  on: NodeOrParam.optional().describe("Node of arrange, solve and wrong; default: lab.yaml's `on`."),
  runbook: Runbook.optional(),
  hints: z.array(HintYaml).default([]).describe('In the order in which they may be opened.'),
};

export const CheckedYaml = z.strictObject({
  kind: z.literal('checked').optional().describe('Scripts look at the system. The default.'),
  ...common,
  checks: z
    .array(CheckYaml)
    .min(1, 'needs at least one check; leave it out where check.sh is the only one')
    .optional()
    .describe("Without it, check.sh or check.py is the one check, with the task's title."),
});

export const QuizYaml = z.strictObject({
  kind: z.literal('quiz').describe('Questions, graded on the server. Answers never reach the browser.'),
  ...common,
  questions: z.array(QuestionYaml).min(1, 'needs at least one question'),
});

export const WrittenYaml = z.strictObject({
  kind: z
    .literal('written')
    .describe('Markdown that a reviewer reads: a runbook, an answer to a customer, a post-mortem.'),
  ...common,
  rubric: Rubric,
  template: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.md$/, 'must be a Markdown file beside this one, such as template.md')
    .optional()
    .describe('A file beside task.md that the learner begins with.'),
  min_words: z.number().int().min(1).optional().describe('Fewer cannot be handed in.'),
  review: Review.describe('Who reviews it: mentors and managers, or (peer) also whoever has passed the lab.'),
});

export const RecordedYaml = z.strictObject({
  kind: z.literal('recorded').describe('Work in a terminal that is recorded, for reviewers to replay.'),
  ...common,
  rubric: Rubric,
  show: z
    .array(Text)
    .min(1, 'say at least one thing to show')
    .describe('What the recording has to show, in order.'),
  node: NodeName.describe('The node whose terminal is recorded.'),
  review: Review.describe('Only mentor: a recording shows a whole terminal.'),
});

/** Front matter of `task.md`. */
export const TaskYaml = z
  .discriminatedUnion('kind', [CheckedYaml, QuizYaml, WrittenYaml, RecordedYaml])
  .describe('The front matter of a task.md.');
export type TaskYaml = z.infer<typeof TaskYaml>;
export type CheckedYaml = z.infer<typeof CheckedYaml>;
export type RubricYaml = z.infer<typeof Rubric>;
