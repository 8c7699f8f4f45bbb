import type { Permission, Role } from './roles.ts';

/** Who asks: a signed-in person, or an API token of one. Made by `auth` from a request, never by a use case. */
export interface Actor {
  readonly personId: string;
  readonly roles: readonly Role[];
  /** What an API token was limited to when it was made; null for a browser session. */
  readonly scopes: readonly Permission[] | null;
  readonly via: 'session' | 'api-token';
  /** Address the request came from, for the audit; null where there is none. */
  readonly ip: string | null;
}
