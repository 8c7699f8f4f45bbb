import { z } from 'zod';

const off = z.literal('off').transform(() => null);
const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535, or off')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a port number from 1 to 65535, or off');

/** A port, or null (`off`) for none. */
export const PortOrOff = z.union([off, Port]);

/** Null is `off`, and no default is wanted then. */
export function orDefault(given: number | null | undefined, standard: number): number | null {
  return given === undefined ? standard : given;
}
