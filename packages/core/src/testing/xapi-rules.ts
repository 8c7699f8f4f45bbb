import { z } from 'zod';

/** An IRI as xAPI asks for it: with a scheme, and without what an IRI cannot hold. */
const Iri = z.string().regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i);
/** RFC 5646, the shape of its tags. */
const LanguageMap = z.record(z.string().regex(/^[a-z]{2,8}(-[A-Za-z0-9]{1,8})*$/), z.string());
const Account = z.strictObject({ homePage: Iri, name: z.string().min(1) });
const Agent = z.strictObject({
  objectType: z.literal('Agent').optional(),
  name: z.string().optional(),
  account: Account,
});
/** Identified, so it needs no members. */
const Group = Agent.extend({ objectType: z.literal('Group') });
const Activity = z.strictObject({
  objectType: z.literal('Activity').optional(),
  id: Iri,
  definition: z
    .strictObject({ name: LanguageMap.optional(), description: LanguageMap.optional(), type: Iri.optional() })
    .optional(),
});
const Score = z
  .strictObject({
    scaled: z.number().min(-1).max(1).optional(),
    raw: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min < max)
  .refine(({ raw, min }) => raw === undefined || min === undefined || raw >= min)
  .refine(({ raw, max }) => raw === undefined || max === undefined || raw <= max);
const notEmpty = (value: object) => Object.keys(value).length > 0;
const Activities = z.array(Activity).min(1);

/**
 * A statement by the rules of xAPI 1.0.3, part 2, sections 2.2 and 2.4, as far as the platform uses them; what is not in here is not allowed. Written
 * from the specification, not from what the platform writes.
 */
export const XapiStatement = z.strictObject({
  id: z.uuid(),
  actor: Agent,
  verb: z.strictObject({ id: Iri, display: LanguageMap.refine(notEmpty) }),
  object: Activity,
  result: z
    .strictObject({
      score: Score.refine(notEmpty).optional(),
      success: z.boolean().optional(),
      completion: z.boolean().optional(),
      duration: z.iso.duration().optional(),
    })
    .refine(notEmpty)
    .optional(),
  context: z
    .strictObject({
      registration: z.uuid().optional(),
      team: Group.optional(),
      platform: z.string().optional(),
      revision: z.string().optional(),
      language: z.string().optional(),
      contextActivities: z
        .strictObject({ parent: Activities.optional(), grouping: Activities.optional() })
        .refine(notEmpty)
        .optional(),
    })
    .refine(notEmpty)
    .optional(),
  timestamp: z.iso.datetime({ offset: true }),
});
export type XapiStatement = z.infer<typeof XapiStatement>;
