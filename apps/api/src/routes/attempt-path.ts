import { z } from 'zod';

export const AttemptPath = z.object({ id: z.uuid() });
export const TaskPath = AttemptPath.extend({ taskId: z.string().min(1).max(100) });
export const HintPath = TaskPath.extend({ index: z.coerce.number().int().min(0).max(100) });
