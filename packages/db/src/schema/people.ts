import type { Permission, Role } from '@springboard/contracts/roles.ts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';

/** Ways to sign in: a one-time link, a password, the company's OpenID Connect provider. */
export type CameBy = 'link' | 'password' | 'provider';

/** `person`, `session`, `account` and `verification` are better-auth's tables under our names. */
export const person = pgTable('person', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  /** Set when the person has left; nobody signs in as them again, unless an operator lets them. */
  deactivatedAt: at('deactivated_at'),
  /** Set when their data was erased: the row is a pseudonym since then, and stays one. */
  erasedAt: at('erased_at'),
  /** When the person asked for the deletion of their data; null while they do not. */
  deletionAskedAt: at('deletion_asked_at'),
  /** Null: they were invited, and have never come. */
  lastSignInAt: at('last_sign_in_at'),
});

export const session = pgTable(
  'session',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    token: text().notNull().unique(),
    expiresAt: at('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    /** What opened it; null for those that are older than this column. */
    cameBy: text('came_by').$type<CameBy>(),
    /** What the provider said when it was opened: a sign-out there names the session by it. */
    idToken: text('id_token'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('session_person').on(t.personId)],
);

/** What a person signs in by, beside links: accounts at a provider (its issuer, and the subject there) and a password. */
export const account = pgTable(
  'account',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text(),
    password: text(),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('account_of_provider').on(t.providerId, t.accountId),
    // Nobody has two accounts at one provider: of two people with one address, the second is not the first.
    uniqueIndex('account_of_person').on(t.personId, t.providerId),
  ],
);

export const verification = pgTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: at('expires_at').notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

export const personRole = pgTable(
  'person_role',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text().$type<Role>().notNull(),
    /** A group at the provider gave it, and takes it away. Otherwise somebody gave it by hand. */
    fromGroups: boolean('from_groups').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role] }),
    check('person_role_known', sql`${t.role} in ('learner', 'author', 'mentor', 'manager', 'operator')`),
  ],
);

export const team = pgTable(
  'team',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull().unique(),
    /** Who is asked first by its members, unless a membership names somebody else. */
    mentorId: text('mentor_id').references(() => person.id, { onDelete: 'set null' }),
    /** Whose `team` rights reach its members. */
    managerId: text('manager_id').references(() => person.id, { onDelete: 'set null' }),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('team_manager').on(t.managerId)],
);

export const teamMember = pgTable(
  'team_member',
  {
    teamId: uuid('team_id')
      .notNull()
      .references(() => team.id, { onDelete: 'cascade' }),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** First day in the team, as `2026-11-02`: what a path is due after is counted from here. */
    joinedOn: date('joined_on', { mode: 'string' }).notNull().default(sql`current_date`),
    /** Their own mentor; null: the team's. */
    mentorId: text('mentor_id').references(() => person.id, { onDelete: 'set null' }),
    /** As for a role. */
    fromGroups: boolean('from_groups').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.personId] }), index('team_member_person').on(t.personId)],
);

/** Tokens of the CLI and of automation. Only a SHA-256 of the secret is stored. */
export const apiToken = pgTable(
  'api_token',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    secretHash: text('secret_hash').notNull().unique(),
    scopes: text().array().$type<Permission[]>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at'),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [index('api_token_person').on(t.personId)],
);

/** Public keys of people's own SSH clients. A key is one person's only: who logs in with it is told from it. */
export const sshKey = pgTable(
  'ssh_key',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    type: text().notNull(),
    /** As in a `.pub` file: the key itself in base64. */
    body: text().notNull(),
    /** `SHA256:…` of the body. */
    fingerprint: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at'),
  },
  // Not one owner for each key: whoever registered somebody else's public key first would lock them out.
  (t) => [
    unique('ssh_key_of_person').on(t.personId, t.fingerprint),
    index('ssh_key_fingerprint').on(t.fingerprint),
  ],
);
