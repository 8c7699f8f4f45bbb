import { z } from 'zod';
import { Permission, Role } from './roles.ts';
import { plainText } from './texts.ts';

const Name = plainText(120).trim().min(1);
const PersonId = z.string().min(1).max(200);

/** A person in a list to choose from. */
export const PersonName = z.object({ id: z.string(), name: z.string() });
export type PersonName = z.infer<typeof PersonName>;

export const MembershipView = z.object({
  /** Of the team. */
  id: z.uuid(),
  name: z.string(),
  /** First day in the team. */
  joinedOn: z.iso.date(),
  /** Their own mentor; null: the team's. */
  mentorId: z.string().nullable(),
  /** Name of the one or the other; null where neither is named. */
  mentor: z.string().nullable(),
});
export type MembershipView = z.infer<typeof MembershipView>;

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(Role),
  teams: z.array(MembershipView),
  /** Null: invited, and not been here yet. */
  lastSignInAt: z.iso.datetime().nullable(),
});
export type PersonView = z.infer<typeof PersonView>;

/** `GET /api/me` */
export const MeView = PersonView.extend({
  permissions: z.array(Permission),
  /** They review others' work, or have passed a lab that lets those who did review it, and may be asked. */
  reviews: z.boolean(),
});
export type MeView = z.infer<typeof MeView>;

const Roles = z
  .array(Role)
  .min(1)
  .transform((roles) => [...new Set(roles)]);
/** Addresses are compared in lower case; that of a person is theirs alone. */
const Email = z
  .email()
  .max(200)
  .transform((address) => address.toLowerCase());

/** `PUT /api/teams/{id}/members/{personId}` */
export const MembershipInput = z.object({ joinedOn: z.iso.date(), mentorId: PersonId.nullable() });
export type MembershipInput = z.output<typeof MembershipInput>;

/** `PUT /api/people/{id}` */
export const PersonInput = z.object({ name: Name, email: Email, roles: Roles });
export type PersonInput = z.output<typeof PersonInput>;

/** `POST /api/people` */
export const AddPerson = PersonInput.extend({
  team: MembershipInput.extend({ id: z.uuid() }).nullable(),
});
export type AddPerson = z.output<typeof AddPerson>;

/** `POST /api/people/{id}/sign-in-link`: whoever has the address is signed in, once. */
export const SignInLinkView = z.object({ url: z.url(), expiresAt: z.iso.datetime() });
export type SignInLinkView = z.infer<typeof SignInLinkView>;

export const TeamView = z.object({
  id: z.uuid(),
  name: z.string(),
  mentor: PersonName.nullable(),
  manager: PersonName.nullable(),
  /** How many people are in it who have not left. */
  members: z.number().int(),
});
export type TeamView = z.infer<typeof TeamView>;

/** `GET /api/teams`: with everybody who can be named as a mentor or a manager. */
export const TeamsView = z.object({
  teams: z.array(TeamView),
  mentors: z.array(PersonName),
  managers: z.array(PersonName),
});
export type TeamsView = z.infer<typeof TeamsView>;

/** `POST /api/teams`, `PUT /api/teams/{id}` */
export const TeamInput = z.object({
  name: Name,
  mentorId: PersonId.nullable(),
  managerId: PersonId.nullable(),
});
export type TeamInput = z.output<typeof TeamInput>;

/** `POST /api/sign-in`: the token of a one-time link, read by the page from the URL's fragment. */
export const SignIn = z.object({ token: z.string().min(20).max(200) });

/** `GET /api/sessions`: a browser that is signed in. */
export const SessionView = z.object({
  id: z.string(),
  /** The one that asks; none is for an API token. */
  current: z.boolean(),
  /** What the browser said of itself when it signed in; null where it said nothing. */
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

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
