import { z } from 'zod';

/** Of routes that concern the pool of one topology. */
export const TopologyPath = z.object({ topology: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/) });
