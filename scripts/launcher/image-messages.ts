import { z } from 'zod';

/** What the image builder says, one JSON document a line. `names` are the images of one topology. */
export const BuilderMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    names: z.array(z.string()),
    progress: z.object({
      image: z.string(),
      step: z.string(),
      number: z.number(),
      count: z.number(),
      fraction: z.number(),
      secondsLeft: z.number(),
      lastLine: z.string(),
    }),
  }),
  z.object({
    kind: z.literal('done'),
    names: z.array(z.string()),
    built: z.array(z.string()),
    seconds: z.number(),
  }),
  z.object({ kind: z.literal('failed'), names: z.array(z.string()), message: z.string() }),
]);
export type BuilderMessage = z.infer<typeof BuilderMessage>;
