import { z } from 'zod';

/** `GET /api/sign-in`: the ways in that this installation offers; one-time links are always taken. */
export const SignInOffer = z.object({
  passwords: z.boolean(),
  /** The company's OpenID Connect provider; null where none is set up. */
  provider: z.object({ label: z.string() }).nullable(),
});
export type SignInOffer = z.infer<typeof SignInOffer>;

/** Longest password, in characters. */
export const longestPassword = 256;
/** Shortest password that is taken, in characters. */
export const shortestPassword = 12;

const GivenPassword = z.string().min(1).max(longestPassword);

/** `POST /api/sign-in/password` */
export const PasswordSignIn = z.object({ email: z.string().trim().min(1).max(200), password: GivenPassword });
export type PasswordSignIn = z.output<typeof PasswordSignIn>;

/** `GET /api/me/password` */
export const OwnPasswordView = z.object({
  /** When it was set; null where there is none. */
  setAt: z.iso.datetime().nullable(),
  /** Whether the present one has to be given to change it. It has not in the first hour after signing in by a link. */
  oldNeeded: z.boolean(),
});
export type OwnPasswordView = z.infer<typeof OwnPasswordView>;

/** `PUT /api/me/password` */
export const SetPassword = z.object({ old: GivenPassword.nullable().default(null), password: GivenPassword });
export type SetPassword = z.output<typeof SetPassword>;

/** `POST /api/sign-in/provider`: where the browser goes on. */
export const ProviderSignIn = z.object({ url: z.url() });

/** `POST /api/sign-out`: where the browser goes to sign out there, too; null: nowhere. */
export const SignedOut = z.object({ continueAt: z.url().nullable() });

/** Why a sign-in by the provider came to nothing, in the address of the sign-in page, which has the words. */
export const ProviderProblem = z.enum([
  /** The provider did not let them in, or they did not want to. */
  'denied',
  /** The provider answered with another error. */
  'refused',
  'unavailable',
  /** Not begun in this browser, too long ago, or finished already. */
  'not-begun',
  /** What the provider said of the person does not check out. */
  'not-valid',
  /** For a first sign-in there has to be an address that the provider has verified. */
  'no-email',
  /** Nobody here has this address, and newcomers are not taken. */
  'unknown',
  /** The person has left. */
  'left',
  /** The address is somebody's who comes by another account of the provider. */
  'bound-elsewhere',
  /** No group gives them a role, and nobody has by hand. */
  'no-role',
  /** Our own fault. */
  'failed',
]);
export type ProviderProblem = z.infer<typeof ProviderProblem>;
