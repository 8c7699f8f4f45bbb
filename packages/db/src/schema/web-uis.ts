import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { at } from './columns.ts';
import { environment } from './environments.ts';
import { person } from './people.ts';

/** Web tabs: a one-use grant, and the session of the tab it opened. Only SHA-256s of their secrets are stored. */
export const webUiSession = pgTable(
  'web_ui_session',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environment.id, { onDelete: 'cascade' }),
    /** Name of the web UI in the environment's topology. */
    ui: text().notNull(),
    grantHash: text('grant_hash').notNull().unique(),
    grantUntil: at('grant_until').notNull(),
    /** Of the cookie that the grant was exchanged for; null while it was not. */
    cookieHash: text('cookie_hash').unique(),
    /** End of the session; null until there is one. */
    openUntil: at('open_until'),
  },
  (t) => [
    index('web_ui_session_person').on(t.personId),
    index('web_ui_session_attempt').on(t.attemptId),
    index('web_ui_session_environment').on(t.environmentId),
  ],
);
