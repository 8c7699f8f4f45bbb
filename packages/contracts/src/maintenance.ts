import { z } from 'zod';
import { plainText } from './texts.ts';

/** Maintenance that is under way: no lab starts. */
export const Maintenance = z.object({
  /** What the banner says. */
  text: z.string(),
  since: z.iso.datetime(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** `GET /api/maintenance` */
export const MaintenanceView = z.object({ maintenance: Maintenance.nullable() });
export type MaintenanceView = z.infer<typeof MaintenanceView>;

/** `PUT /api/maintenance`: `endRunning` takes down what people have, too; without it that goes on to its own end. */
export const MaintenanceInput = z.object({
  text: plainText(300).trim().min(1),
  endRunning: z.boolean().default(false),
});
export type MaintenanceInput = z.output<typeof MaintenanceInput>;

/** How many environments were taken down for it. */
export const MaintenanceBegun = z.object({ ended: z.number().int() });
export type MaintenanceBegun = z.infer<typeof MaintenanceBegun>;
