import { z } from 'zod';

const off = z.literal('off').transform(() => null);
const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535, or off')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a port number from 1 to 65535, or off');

/** Ports on 127.0.0.1 on which worker and API serve `GET /metrics`; null (`off`) for none. */
export const metricsVariables = {
  SPRINGBOARD_METRICS_PORT: z.union([off, Port]).optional(),
  SPRINGBOARD_API_METRICS_PORT: z.union([off, Port]).optional(),
} as const;
