import { z } from 'zod';

/** How far the learner's yes reaches: for this one time, or for as long as the present environment is there. */
export const FollowReach = z.enum(['once', 'environment']);
export type FollowReach = z.infer<typeof FollowReach>;

/**
 * Of a mentor beside a learner. `asked`: waits for the learner; `following`: may see the terminals; `away`: has left, and may come back without
 * asking, since the learner agreed for the whole environment.
 */
export const OpenFollowState = z.enum(['asked', 'following', 'away']);
export type OpenFollowState = z.infer<typeof OpenFollowState>;
/** The same with its ends: said no to, taken back before it was answered, or over. */
export const FollowState = z.enum([...OpenFollowState.options, 'refused', 'withdrawn', 'ended']);
export type FollowState = z.infer<typeof FollowState>;

/** `asked`: waits for the learner; `held`: the mentor types, and nobody else does. */
export const Takeover = z.enum(['asked', 'held']);
export type Takeover = z.infer<typeof Takeover>;

/** Who ended it. `platform`: its environment ended, or it was not answered in time. */
export const FollowEnder = z.enum(['learner', 'mentor', 'platform']);
export type FollowEnder = z.infer<typeof FollowEnder>;

/** A mentor who follows the terminals of an attempt, or wants to. Both sides see the same. */
export const FollowView = z.object({
  id: z.uuid(),
  mentor: z.object({ id: z.string(), name: z.string() }),
  state: OpenFollowState,
  /** Null until the learner has agreed. */
  reach: FollowReach.nullable(),
  takeover: Takeover.nullable(),
  askedAt: z.iso.datetime(),
  /** A request lapses then, and following ends; null while the mentor is away. */
  until: z.iso.datetime().nullable(),
});
export type FollowView = z.infer<typeof FollowView>;

/** `POST /api/follows`: a mentor asks to follow the terminals of this attempt. */
export const AskToFollow = z.object({ attemptId: z.uuid() });
/** `POST /api/follows/{id}/answer`: the learner's. */
export const AnswerFollow = z.object({ answer: z.enum(['no', ...FollowReach.options]) });
export type AnswerFollow = z.infer<typeof AnswerFollow>;
/** `POST /api/follows/{id}/takeover/answer`: the learner's. */
export const AnswerTakeover = z.object({ agree: z.boolean() });

/** A terminal that can be followed. */
export const FollowedTerminal = z.object({ node: z.string(), number: z.number().int() });
export type FollowedTerminal = z.infer<typeof FollowedTerminal>;
