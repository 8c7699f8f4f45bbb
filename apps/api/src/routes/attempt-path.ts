import type { Permission } from '@springboard/contracts/roles.ts';
import { readsAttempts } from '@springboard/core/attempts/access.ts';
import { z } from 'zod';

export const AttemptPath = z.object({ id: z.uuid() });
export const TaskPath = AttemptPath.extend({ taskId: z.string().min(1).max(100) });
export const HintPath = TaskPath.extend({ index: z.coerce.number().int().min(0).max(100) });

export const SavePointPath = AttemptPath.extend({ savePointId: z.uuid() });

/** Any of them will do to look at an attempt; whose it may be follows from which, and is the use case's to judge. */
export const readsAttempt: readonly Permission[] = Object.values(readsAttempts);
