import { z } from 'zod';

/** What is assigned and due: so many environments of a topology will be wanted in this time, and its pool grows for it. */
export const DemandView = z.object({
  id: z.uuid(),
  count: z.number().int(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  reason: z.string(),
});
export type DemandView = z.infer<typeof DemandView>;

const longestDays = 31;
const longestMs = longestDays * 86_400_000;

/** `POST /api/pools/{topology}/demands` */
export const NewDemand = z
  .object({
    count: z.number().int().min(1).max(200),
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    /** For other operators: what it is for. */
    reason: z.string().trim().min(1).max(200),
  })
  .refine(({ from, until }) => Date.parse(until) > Date.parse(from), {
    path: ['until'],
    error: 'must be after the beginning',
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= longestMs, {
    path: ['until'],
    error: `must be within ${longestDays} days of the beginning; what is wanted for ever is a pool's target`,
  });
export type NewDemand = z.infer<typeof NewDemand>;
