import { z } from 'zod';

/** A person in the path of a route. */
export const PersonPath = z.object({ id: z.string().min(1).max(200) });
