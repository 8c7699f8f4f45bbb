import { hashOf, newSecret } from '@springboard/auth/secrets.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { WebUiGrant, WebUiView } from '@springboard/contracts/web-uis.ts';
import { findAttempt } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import {
  findWebUiSession,
  insertWebUiGrant,
  useWebUiGrant,
  type WebUiSessionRow,
} from '@springboard/db/repositories/web-uis.ts';
import type { Topology, WebUi } from '@springboard/environments/topology.ts';
import type { Refused, TabSession, TabUi } from '@springboard/web-tabs/authority.ts';
import { openPath, type TabOrigins, tabLabel, tabOrigins } from '@springboard/web-tabs/origins.ts';
import { authorize, mayStill, notFound } from './access.ts';
import { environmentWithPrompt } from './attempts/prompt.ts';
import { audit } from './audit.ts';
import type { WebUiContext } from './context.ts';
import { StoredSpec } from './environments/spec.ts';

/** A grant is fetched right before it is sent on, in milliseconds. */
const grantLifeMs = 30_000;
/** A tab is opened again after so long, however much it is used, in milliseconds. */
const sessionLifeMs = 24 * 3_600_000;

const noPages = {
  title: 'The nodes do not answer yet',
  detail: 'The nodes of this environment serve no pages at this moment.',
  whenPaused: 'The environment is paused. Resume it, and its pages go on where they were.',
  otherwise: 'Try again when the nodes have booted; if the environment failed or ended, reset it.',
};

/** The web UIs of a topology, as its learners may know them. */
export function viewWebUis({ webUis }: Topology): WebUiView[] {
  return webUis.map(({ name, title, credentials, ownWindow }) => ({
    name,
    title,
    credentials: credentials ?? null,
    ownWindow,
  }));
}

/**
 * A one-use grant for a web tab, valid 30 s and for this person, attempt, environment and UI alone. Errors: `not-found`, `attempt-over`,
 * `environment-not-ready`, `web-uis-unavailable`.
 */
export async function issueWebUiGrant(
  ctx: WebUiContext,
  actor: Actor,
  attemptId: string,
  name: string,
): Promise<WebUiGrant> {
  authorize(actor, 'web-ui.own.open');
  const environment = await environmentWithPrompt(ctx, actor, attemptId, noPages);
  const ui = uisOf(environment).find((one) => one.name === name);
  if (!ui) throw notFound('web page');
  const origins = requireOrigins(ctx.labsUrl);

  const secret = newSecret();
  const grantUntil = new Date(ctx.clock().getTime() + grantLifeMs);
  await ctx.db.transaction(async (tx) => {
    await insertWebUiGrant(tx, {
      personId: actor.personId,
      attemptId,
      environmentId: environment.id,
      ui: ui.name,
      grantHash: hashOf(secret),
      grantUntil,
    });
    await audit(tx, actor, 'web-ui.open', { kind: 'attempt', id: attemptId }, { ui: ui.name });
  });
  return {
    url: origins.originOf(tabLabel(ui.name, environment.id)) + openPath,
    grant: secret,
    expiresAt: grantUntil.toISOString(),
  };
}

/** Exchanges a grant for the cookie of a tab. A bad grant is an answer, never an exception. */
export async function redeemWebUiGrant(
  ctx: WebUiContext,
  grant: string,
): Promise<{ cookie: string; session: TabSession } | Refused> {
  const cookie = newSecret();
  const now = ctx.clock();
  const openUntil = new Date(now.getTime() + sessionLifeMs);
  const row = await useWebUiGrant(ctx.db, hashOf(grant), { cookieHash: hashOf(cookie), openUntil });
  if (!row || row.grantUntil <= now) return { refused: 'bad-grant' };
  const session = await sessionOf(ctx, row);
  return 'refused' in session ? session : { cookie, session };
}

/** What a tab's cookie opens at this moment: asked every few seconds while the tab is used. */
export async function openWebUiSession(ctx: WebUiContext, cookie: string): Promise<TabSession | Refused> {
  const row = await findWebUiSession(ctx.db, hashOf(cookie));
  if (!row?.openUntil || row.openUntil <= ctx.clock()) return { refused: 'no-session' };
  return sessionOf(ctx, row);
}

async function sessionOf(ctx: WebUiContext, row: WebUiSessionRow): Promise<TabSession | Refused> {
  const { id, personId, attemptId, environmentId } = row;
  if (!(await mayStill(ctx.db, personId, 'web-ui.own.open'))) return { refused: 'forbidden' };
  const attempt = await findAttempt(ctx.db, attemptId);
  if (attempt?.personId !== personId || attempt.state !== 'active') return { refused: 'attempt-over' };
  const environment = await findEnvironment(ctx.db, environmentId);
  if (!environment || attempt.environmentId !== environmentId) return { refused: 'environment-ended' };
  if (!environment.promptOpen) return { refused: silenceOf(environment) };
  const uis = uisOf(environment);
  const ui = uis.find((one) => one.name === row.ui);
  return ui ? { id, personId, attemptId, environmentId, ui, uis } : { refused: 'no-such-ui' };
}

function silenceOf({ state }: EnvironmentRow): Refused['refused'] {
  if (state === 'paused') return 'paused';
  const ended = ['destroying', 'destroyed', 'failed', 'lost'].includes(state);
  return ended ? 'environment-ended' : 'not-ready';
}

/** UIs on nodes that a learner may know of. */
function uisOf(environment: EnvironmentRow): TabUi[] {
  const { topology } = StoredSpec.parse(environment.spec);
  return topology.webUis.flatMap((ui: WebUi) => {
    const node = topology.nodes.find((one) => one.name === ui.node && one.role !== 'hidden');
    if (!node) return [];
    const { name, title, port, path, scheme } = ui;
    return [{ name, title, node: node.name, address: node.address, port, path, scheme }];
  });
}

function requireOrigins(labsUrl: string | null): TabOrigins {
  const origins = labsUrl === null ? null : tabOrigins(labsUrl);
  if (origins?.keepsCookies) return origins;
  throw new ProblemError('web-uis-unavailable', 'Web pages cannot be opened at this address', {
    detail:
      origins === null
        ? 'Springboard is reached by a numeric address here, and each page of an environment needs a host name of its own. The terminals work as usual.'
        : 'Pages of environments need https, or this machine’s own localhost: over plain http browsers do not keep the cookie that protects them. The terminals work as usual.',
    remedy:
      'An operator can set SPRINGBOARD_LABS_URL to addresses with TLS; “Web tabs” in docs/operations.md says how.',
  });
}
