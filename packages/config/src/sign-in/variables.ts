import { resolve } from 'node:path';
import { z } from 'zod';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Why an address cannot be an issuer's; undefined when it can. */
function issuerProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address such as https://id.example.org/realms/company';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.includes(url.hostname)))
    return 'must be an https address: what comes from it says who somebody is';
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    return 'must have neither query, fragment nor name';
  if (url.pathname.includes('/.well-known/'))
    return 'must be the issuer itself, without /.well-known/openid-configuration';
  return undefined;
}

const Issuer = z.string().check((context) => {
  const message = issuerProblem(context.value);
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
});

const Scopes = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== ''))
  .refine((scopes) => scopes.includes('openid'), 'must hold openid, such as “openid profile email”')
  .refine((scopes) => scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)), 'must be scopes');

const File = z.string().transform((path) => resolve(path));

/** Who may be new: nobody, who is in a group that the mapping names, or everybody whom the provider knows. */
const Newcomers = z.enum(['refuse', 'in-a-group', 'all'], 'must be one of refuse, in-a-group, all');

/** How people sign in besides by one-time links, which are always there. */
export const signInVariables = {
  SPRINGBOARD_PASSWORDS: z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .transform((text) => text === 'on'),
  SPRINGBOARD_OIDC_ISSUER: Issuer.optional(),
  SPRINGBOARD_OIDC_CLIENT_ID: z.string().max(300).optional(),
  SPRINGBOARD_OIDC_CLIENT_SECRET: z.string().optional(),
  SPRINGBOARD_OIDC_CLIENT_SECRET_FILE: File.optional(),
  SPRINGBOARD_OIDC_SCOPES: Scopes.default(['openid', 'profile', 'email']),
  SPRINGBOARD_OIDC_LABEL: z.string().trim().min(1).max(60, 'must have 60 characters at most').optional(),
  SPRINGBOARD_OIDC_GROUPS_CLAIM: z.string().max(200).default('groups'),
  SPRINGBOARD_OIDC_GROUPS_FILE: File.optional(),
  SPRINGBOARD_OIDC_NEWCOMERS: Newcomers.default('refuse'),
} as const;

export const SignInShape = z.object(signInVariables);
export type GivenSignIn = z.output<typeof SignInShape>;
