/** What the provider said of the person who came. */
export interface ProviderSaid {
  readonly issuer: string;
  /** Who it is, for ever, among the people of this issuer. */
  readonly subject: string;
  /** In lower case, and only if the provider says that it has verified it. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
  /** Null where it said nothing of groups, which is as good as none. */
  readonly groups: readonly string[] | null;
}

type Claims = Readonly<Record<string, unknown>>;

/** Reads the claims of the ID token and of the userinfo endpoint, of which either may be the one that has something. */
export function readClaims(
  idToken: Claims & { readonly iss: string; readonly sub: string },
  userInfo: Claims | null,
  groupsClaim: string,
): ProviderSaid {
  const sources = userInfo === null ? [idToken] : [idToken, userInfo];
  const first = (name: string) => sources.map((claims) => text(claims[name])).find((value) => value !== null);
  const groups = sources
    .map((claims) => textsOf(claimAt(claims, groupsClaim)))
    .find((found) => found !== null);
  return {
    issuer: idToken.iss,
    subject: idToken.sub,
    verifiedEmail: verifiedEmail(sources),
    name: first('name') ?? first('preferred_username') ?? null,
    groups: groups ?? null,
  };
}

/** Both of one source: that another address is verified says nothing of this one. */
function verifiedEmail(sources: readonly Claims[]): string | null {
  const [verified] = sources.filter(({ email, email_verified }) => text(email) && email_verified === true);
  return text(verified?.email)?.toLowerCase() ?? null;
}

/** A claim by its name, or by the way to it (`realm_access.roles`). */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), claims);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function textsOf(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
