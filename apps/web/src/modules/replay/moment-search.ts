import { z } from 'zod';

/**
 * What the address of a recording may say besides which one it is: a moment to begin at, in ms since the epoch, and the recorded work that it is
 * reviewed for. Anything else is not looked at.
 */
export const MomentSearch = z.object({
  at: z.number().int().positive().optional().catch(undefined),
  task: z.string().max(200).optional().catch(undefined),
});
