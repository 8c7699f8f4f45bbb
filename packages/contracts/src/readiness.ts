import { z } from 'zod';
import { LabSlug } from './labs.ts';
import { PersonName } from './people.ts';
import { plainText } from './texts.ts';

/** Whether a part of what is asked for is there: `expired` was once, and has to be renewed. */
export const PartState = z.enum(['met', 'missing', 'expired']);
export type PartState = z.infer<typeof PartState>;

const part = {
  state: PartState,
  /** Last day on which it counts; null: for good, or it is missing. */
  until: z.iso.date().nullable(),
};

export const ReadinessLab = z.object({
  slug: LabSlug,
  title: z.string(),
  /** Points that it needs, in percent. */
  pass: z.number(),
  ...part,
  /** The latest attempt that shows it. */
  evidence: z
    .object({ attemptId: z.uuid(), at: z.iso.datetime(), score: z.number(), maxScore: z.number() })
    .nullable(),
});
export type ReadinessLab = z.infer<typeof ReadinessLab>;

export const ReadinessSignOff = z.object({
  skillId: z.string(),
  /** What the person can do; completes "This engineer …". */
  text: z.string(),
  ...part,
  /** Who said so, and what it stands on; null where nobody has, or it was taken back. */
  signOff: z
    .object({ id: z.uuid(), by: z.string().nullable(), at: z.iso.datetime(), note: z.string() })
    .nullable(),
});
export type ReadinessSignOff = z.infer<typeof ReadinessSignOff>;

/** How somebody stands by one of the rules of a path. */
export const ReadinessView = z.object({
  /** Of the rule, within its path. */
  id: z.string(),
  /** What somebody is ready for. */
  title: z.string(),
  /** Every part is met. */
  ready: z.boolean(),
  /** When the last part came; null unless ready. */
  since: z.iso.datetime().nullable(),
  /** Last day on which every part counts; null: for good, or not ready. */
  until: z.iso.date().nullable(),
  labs: z.array(ReadinessLab),
  signOffs: z.array(ReadinessSignOff),
});
export type ReadinessView = z.infer<typeof ReadinessView>;

/** `GET /api/teams/{id}/readiness`: a person and a path that says what somebody is ready for. */
export const TeamReadinessRow = z.object({
  person: PersonName,
  path: z.object({ id: z.string(), title: z.string() }),
  readiness: z.array(ReadinessView),
});
export type TeamReadinessRow = z.infer<typeof TeamReadinessRow>;

/** `POST /api/people/{id}/sign-offs` */
export const SignOffInput = z.object({
  skillId: z.string().min(1).max(100),
  note: plainText(1_000).trim().min(3),
});
export type SignOffInput = z.output<typeof SignOffInput>;

/** `POST /api/sign-offs/{id}/revocation` */
export const RevokeSignOff = z.object({ reason: plainText(500).trim().min(3) });
export type RevokeSignOff = z.output<typeof RevokeSignOff>;
