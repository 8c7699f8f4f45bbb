import { z } from 'zod';

export const WalkthroughPath = z.object({ id: z.uuid() });

/** With the place of a part, the first one 0. */
export const PartPath = WalkthroughPath.extend({ part: z.coerce.number().int().min(0).max(100) });

export const castHeaders = { 'content-type': 'application/x-asciicast', 'cache-control': 'no-store' };
