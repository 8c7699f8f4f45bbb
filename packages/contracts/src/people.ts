import { z } from 'zod';
import { Permission, Role } from './roles.ts';

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type PersonView = z.infer<typeof PersonView>;

/** `GET /api/me` */
export const MeView = PersonView.extend({ permissions: z.array(Permission) });
export type MeView = z.infer<typeof MeView>;

/** `POST /api/sign-in`: the token of a one-time link, read by the page from the URL's fragment. */
export const SignIn = z.object({ token: z.string().min(20).max(200) });

export const ApiTokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(Permission),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiTokenView = z.infer<typeof ApiTokenView>;
export const CreateApiToken = z.object({
  name: z.string().min(1).max(80),
  scopes: z.array(Permission).min(1),
  days: z.number().int().min(1).max(366).default(90),
});
/** The secret is shown once, on creation. */
export const CreatedApiToken = ApiTokenView.extend({ secret: z.string() });
