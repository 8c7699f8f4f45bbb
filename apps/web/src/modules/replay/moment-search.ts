import { z } from 'zod';

/** What the address of a recording may say besides which one it is: a moment to begin at, in ms since the epoch. Anything else is not looked at. */
export const MomentSearch = z.object({ at: z.number().int().positive().optional().catch(undefined) });
