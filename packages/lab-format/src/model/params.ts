import { z } from 'zod';

/** How a parameter is drawn from the attempt's seed; the same in `lab.yaml` and in a stored lab. */
export const ParamDefinition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choose').describe('One of a list.'),
    from: z.array(z.union([z.string(), z.number()])).min(1, 'needs at least one value'),
  }),
  z.strictObject({
    kind: z.literal('int').describe('A whole number, both ends included.'),
    min: z.number().int(),
    max: z.number().int(),
  }),
  z.strictObject({
    kind: z.literal('name').describe('A short pronounceable lower-case name.'),
    prefix: z.string().default(''),
  }),
  z.strictObject({
    kind: z.literal('password').describe('Letters and digits that are not mistaken for one another.'),
    length: z.number().int().min(8).max(64).default(16),
  }),
]);
export type ParamDefinition = z.infer<typeof ParamDefinition>;
