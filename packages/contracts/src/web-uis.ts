import { z } from 'zod';

/** A page that a node of an environment serves, as a learner may know it. */
export const WebUiView = z.object({
  /** Unique within the environment; part of the host name it is served at. */
  name: z.string(),
  title: z.string(),
  /** How to sign in there, where the image has an account for everybody. */
  credentials: z.object({ user: z.string(), password: z.string() }).nullable(),
  /** It works in a window of its own only. */
  ownWindow: z.boolean(),
});
export type WebUiView = z.infer<typeof WebUiView>;

/** `POST /api/attempts/{id}/web-uis`: which of the environment's web UIs is to be opened. */
export const OpenWebUi = z.object({ name: z.string().min(1).max(31) });

/** A one-use grant, valid 30 s. The page sends it to `url` as the field `grant` of a form, never within an address. */
export const WebUiGrant = z.object({ url: z.url(), grant: z.string(), expiresAt: z.iso.datetime() });
export type WebUiGrant = z.infer<typeof WebUiGrant>;
