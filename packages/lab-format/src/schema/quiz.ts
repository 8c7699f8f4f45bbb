import { z } from 'zod';
import { Text } from './common.ts';

const Scalar = z.union([z.string(), z.number()], 'must be a text or a number').transform(String);
const question = {
  text: Text.describe('Markdown.'),
  weight: z
    .number()
    .positive('must be above 0')
    .default(1)
    .describe("Share of the task's points; default 1."),
  explanation: Text.optional().describe('Markdown, shown when the answer has been given.'),
};
const options = z.array(Scalar).min(2, 'needs at least two options');

/** A question with its answer. The answer is an option's text, as it stands in `options`. */
export const QuestionYaml = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('one').describe('One option is right.'),
    ...question,
    options,
    answer: Scalar,
  }),
  z.strictObject({
    kind: z.literal('many').describe('All right options, and no other, have to be chosen.'),
    ...question,
    options,
    answers: z.array(Scalar).min(1, 'needs at least one right option'),
  }),
  z.strictObject({
    kind: z.literal('text').describe('A short text; case and spaces around it do not count.'),
    ...question,
    answers: z.array(Scalar).min(1, 'needs at least one right answer').describe('Each of them is right.'),
  }),
  z.strictObject({
    kind: z.literal('number'),
    ...question,
    answer: z.number('must be a number'),
    tolerance: z.number().min(0).default(0).describe('How far off an answer may be.'),
    unit: Text.optional().describe('Shown behind the field, such as GiB.'),
  }),
]);
export type QuestionYaml = z.infer<typeof QuestionYaml>;
