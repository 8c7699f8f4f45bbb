import { readFileSync } from 'node:fs';
import { type GroupMapping, readGroupMapping } from './group-mapping.ts';
import type { GivenSignIn } from './variables.ts';

export interface SignInConfig {
  /** Whether people may set a password and sign in by it. */
  readonly passwords: boolean;
  /** Null where no company's provider is used. */
  readonly provider: ProviderConfig | null;
}

/** An OpenID Connect provider, and what is made of what it says. */
export interface ProviderConfig {
  readonly issuer: URL;
  readonly clientId: string;
  /** Null: a public client, which has PKCE alone. Never logged. */
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
  /** On the button of the sign-in page. */
  readonly label: string;
  /** Claim that holds somebody's groups; dots lead into objects. */
  readonly groupsClaim: string;
  readonly groups: GroupMapping;
  readonly newcomers: GivenSignIn['SPRINGBOARD_OIDC_NEWCOMERS'];
}

const standardLabel = 'Sign in with your company account';

/** Settings of sign-in as the API uses them; reads the files they name. Each problem is told under the variable it is of. */
export function signInOf(
  given: GivenSignIn,
  addIssue: (variable: keyof GivenSignIn, message: string) => void,
): SignInConfig {
  const passwords = given.SPRINGBOARD_PASSWORDS;
  const issuer = given.SPRINGBOARD_OIDC_ISSUER;
  if (issuer === undefined) {
    for (const variable of [
      'SPRINGBOARD_OIDC_CLIENT_ID',
      'SPRINGBOARD_OIDC_CLIENT_SECRET',
      'SPRINGBOARD_OIDC_CLIENT_SECRET_FILE',
      'SPRINGBOARD_OIDC_LABEL',
      'SPRINGBOARD_OIDC_GROUPS_FILE',
    ] as const)
      if (given[variable] !== undefined) addIssue(variable, 'has no effect without SPRINGBOARD_OIDC_ISSUER');
    return { passwords, provider: null };
  }
  if (given.SPRINGBOARD_OIDC_CLIENT_ID === undefined)
    addIssue('SPRINGBOARD_OIDC_CLIENT_ID', 'is needed with SPRINGBOARD_OIDC_ISSUER');
  const groups = groupsOf(given, addIssue);
  if (given.SPRINGBOARD_OIDC_NEWCOMERS === 'in-a-group' && Object.keys(groups).length === 0)
    addIssue('SPRINGBOARD_OIDC_NEWCOMERS', 'needs groups: set SPRINGBOARD_OIDC_GROUPS_FILE');
  return {
    passwords,
    provider: {
      issuer: new URL(issuer),
      clientId: given.SPRINGBOARD_OIDC_CLIENT_ID ?? '',
      clientSecret: secretOf(given, addIssue),
      scopes: given.SPRINGBOARD_OIDC_SCOPES,
      label: given.SPRINGBOARD_OIDC_LABEL ?? standardLabel,
      groupsClaim: given.SPRINGBOARD_OIDC_GROUPS_CLAIM,
      groups,
      newcomers: given.SPRINGBOARD_OIDC_NEWCOMERS,
    },
  };
}

function groupsOf(given: GivenSignIn, addIssue: Parameters<typeof signInOf>[1]): GroupMapping {
  const file = given.SPRINGBOARD_OIDC_GROUPS_FILE;
  if (file === undefined) return {};
  try {
    return readGroupMapping(file);
  } catch (error) {
    addIssue('SPRINGBOARD_OIDC_GROUPS_FILE', (error as Error).message);
    return {};
  }
}

function secretOf(given: GivenSignIn, addIssue: Parameters<typeof signInOf>[1]): string | null {
  const file = given.SPRINGBOARD_OIDC_CLIENT_SECRET_FILE;
  if (file === undefined) return given.SPRINGBOARD_OIDC_CLIENT_SECRET ?? null;
  if (given.SPRINGBOARD_OIDC_CLIENT_SECRET !== undefined)
    addIssue(
      'SPRINGBOARD_OIDC_CLIENT_SECRET_FILE',
      'is set beside SPRINGBOARD_OIDC_CLIENT_SECRET; one will do',
    );
  let text = '';
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    addIssue(
      'SPRINGBOARD_OIDC_CLIENT_SECRET_FILE',
      `names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
    return null;
  }
  if (text === '') addIssue('SPRINGBOARD_OIDC_CLIENT_SECRET_FILE', 'names a file that is empty');
  return text;
}
