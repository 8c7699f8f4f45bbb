import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Services } from '../services.ts';
import { none } from './input.ts';
import type { Route } from './route.ts';
import { WebhookSignature } from './webhook-signature.ts';

/** Git hosts list the commits of a push; a larger body than this is left to the next look by the clock. */
const maxSignedBytes = 5 * 1024 * 1024;

/**
 * A route for a machine that proves itself by a signature over what it sends. Nothing of the body is read but for that. Answers 202 without a body.
 */
export function signedRoute(spec: {
  readonly path: `/api/${string}`;
  readonly summary: string;
  /** The secret that both sides know; undefined: this installation takes no such requests. */
  readonly secret: (services: Services) => Promise<string | undefined>;
  readonly handle: (services: Services) => Promise<void>;
}): Route {
  return {
    method: 'post',
    path: spec.path,
    summary: spec.summary,
    params: none,
    query: none,
    body: null,
    permissions: null,
    answer: { status: 202, schema: null },
    run: async (raw, request, _actor, services) => {
      const secret = await spec.secret(services);
      if (secret === undefined)
        throw new ProblemError('not-found', 'Webhooks are not set up', {
          detail: 'This installation has no secret for webhooks, so it takes none. Nothing was done.',
          remedy: 'An operator sets SPRINGBOARD_CONTENT_WEBHOOK_SECRET_FILE; see docs/operations.md.',
        });
      const signature = new WebhookSignature(secret, request.headers, services.core.clock());
      let size = 0;
      for await (const chunk of raw.body.body ?? []) {
        size += chunk.byteLength;
        if (size > maxSignedBytes) throw refused('The body is larger than webhooks are.');
        signature.update(chunk);
      }
      if (!signature.holds()) throw refused('The signature is missing, or was made with another secret.');
      await spec.handle(services);
      return new Response(null, { status: 202 });
    },
  };
}

function refused(detail: string): ProblemError {
  return new ProblemError('forbidden', 'This webhook is not taken', {
    detail: `${detail} Nothing was done.`,
    remedy: 'Give the repository’s webhook the secret of this installation, and let it sign with SHA-256.',
  });
}
