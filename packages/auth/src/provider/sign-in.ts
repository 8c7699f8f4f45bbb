import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { countRoles } from '@springboard/db/repositories/group-gains.ts';
import type { Auth } from '../auth.ts';
import { openSession } from '../open-session.ts';
import type { RequestOrigin } from '../request-origin.ts';
import { applyGains, type LoseRoles, type NotApplied } from './apply-gains.ts';
import type { Provider } from './provider.ts';
import { type Recognised, recognise } from './recognise.ts';
import { ProviderRefusal } from './refusal.ts';
import type { ProviderSaid } from './said.ts';

export interface ProviderAnswer {
  /** The query with which the provider sent the browser back, with its question mark. */
  readonly query: string;
  /** What the browser kept since the sign-in was begun; null where it kept nothing. */
  readonly begun: string | null;
}

export interface SignedInByProvider {
  readonly setCookie: readonly string[];
  readonly notApplied: NotApplied;
  /** The provider said nothing of groups, although the mapping has some. */
  readonly noGroups: boolean;
}

/** Finishes a sign-in by the provider: recognises the person, gives and takes what their groups say, and opens a session. Throws `ProviderRefusal`. */
export async function signInWithProvider(
  auth: Auth,
  provider: Provider,
  answer: ProviderAnswer,
  request: RequestOrigin,
  loseRoles: LoseRoles,
): Promise<SignedInByProvider> {
  if (answer.begun === null) throw new ProviderRefusal('not-begun', 'no cookie of a sign-in that was begun');
  const said = await provider.said(answer.query, answer.begun);
  const outcome = await auth.db.transaction((tx) => comeIn(tx, provider, said, request, loseRoles));
  if ('refused' in outcome) throw new ProviderRefusal(outcome.refused);
  const { personId, notApplied } = outcome;
  const setCookie = await openSession(auth, { personId, cameBy: 'provider', idToken: said.idToken }, request);
  const noGroups = said.groups === null && Object.keys(provider.config.groups).length > 0;
  return { setCookie, notApplied, noGroups };
}

type Outcome =
  | { readonly personId: string; readonly notApplied: NotApplied }
  | Extract<Recognised, { refused: unknown }>;

/** A refusal is a result and no error: what groups took stays taken, and the audit has the line. */
async function comeIn(
  tx: Transaction,
  provider: Provider,
  said: ProviderSaid,
  request: RequestOrigin,
  loseRoles: LoseRoles,
): Promise<Outcome> {
  const recognised = await recognise(tx, said, provider.config);
  if ('refused' in recognised) return refused(tx, recognised, said, request);
  const { personId, gains } = recognised;
  const notApplied = await applyGains(tx, personId, gains, loseRoles);
  if ((await countRoles(tx, personId)) === 0)
    return refused(tx, { refused: 'no-role', personId }, said, request);
  return { personId, notApplied };
}

async function refused(
  tx: Transaction,
  outcome: Extract<Recognised, { refused: unknown }>,
  { issuer, subject }: ProviderSaid,
  { ip }: RequestOrigin,
): Promise<Outcome> {
  await recordAudit(tx, {
    actor: 'system',
    via: 'provider',
    action: 'sign-in.refuse',
    subject:
      outcome.personId === null
        ? { kind: 'provider-account', id: subject }
        : { kind: 'person', id: outcome.personId },
    detail: { why: outcome.refused, issuer, subject },
    ip,
  });
  return outcome;
}
