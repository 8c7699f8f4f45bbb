import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows, type Permission } from '@springboard/contracts/roles.ts';
import type { ZodObject, ZodType, z } from 'zod';
import type { Services } from '../services.ts';
import { parseInput, readJson } from './input.ts';

/** What a handler may see of the request itself. */
export interface RequestInfo {
  readonly id: string;
  readonly headers: Headers;
  readonly ip: string | null;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /** Adds a header to the answer. */
  readonly setHeader: (name: string, value: string) => void;
}

export interface RawInput {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: Request;
}

interface Shape<P extends ZodObject, Q extends ZodObject, B extends ZodType | null> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** OpenAPI's form: `/api/attempts/{id}`. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  /** Null: a body is not read. */
  readonly body: B;
  /** Largest body, in bytes, where it is another than usual. */
  readonly maxBodyBytes?: number;
}

interface Answer<R extends ZodType | null> {
  readonly status: 200 | 201 | 202 | 204 | 303;
  /** What is answered; anything the schema does not know is dropped. Null: nothing. */
  readonly schema: R;
}

interface Input<P extends ZodObject, Q extends ZodObject, B extends ZodType | null> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: B extends ZodType ? z.output<B> : null;
  readonly request: RequestInfo;
}

type Answered<R extends ZodType | null> = Promise<R extends ZodType ? z.input<R> : void>;

/** A route as the application mounts it and tests walk through it. */
export interface Route extends Shape<ZodObject, ZodObject, ZodType | null> {
  /** Any one of these will do. Null: for everybody, signed in or not. */
  readonly permissions: readonly Permission[] | null;
  readonly answer: Answer<ZodType | null> | 'stream';
  readonly run: (
    raw: RawInput,
    request: RequestInfo,
    actor: Actor | null,
    services: Services,
  ) => Promise<Response>;
}

/**
 * A route for people who hold `permission`, or one of several. The handler is given an actor who does, and input that is
 * valid; use cases check again, and ownership too.
 *
 * @example
 * route({ method: 'get', path: '/api/labs', summary: 'The catalogue', permission: 'lab.read', params: none, query: none,
 *   body: null, answer: { status: 200, schema: z.array(LabSummary) }, handle: ({ actor }, { core }) => listLabs(core, actor) });
 */
export function route<
  P extends ZodObject,
  Q extends ZodObject,
  B extends ZodType | null,
  R extends ZodType | null,
>(
  spec: Shape<P, Q, B> & {
    readonly permission: Permission | readonly Permission[];
    readonly answer: Answer<R>;
    readonly handle: (input: Input<P, Q, B> & { readonly actor: Actor }, services: Services) => Answered<R>;
  },
): Route {
  const permissions = [spec.permission].flat();
  return {
    ...spec,
    permissions,
    run: async (raw, request, someone, services) => {
      const actor = requireOneOf(permissions, someone);
      const input = await inputOf(spec, raw, request);
      return answerOf(spec.answer, await spec.handle({ ...input, actor }, services));
    },
  };
}

/** A route for everybody: sign-in, health, the API's description. Nothing of anybody's is answered here. */
export function openRoute<
  P extends ZodObject,
  Q extends ZodObject,
  B extends ZodType | null,
  R extends ZodType | null,
>(
  spec: Shape<P, Q, B> & {
    readonly answer: Answer<R>;
    readonly handle: (input: Input<P, Q, B>, services: Services) => Answered<R>;
  },
): Route {
  return {
    ...spec,
    permissions: null,
    run: async (raw, request, _actor, services) =>
      answerOf(spec.answer, await spec.handle(await inputOf(spec, raw, request), services)),
  };
}

/** As `route`, for an answer that goes on (server-sent events). */
export function streamRoute<P extends ZodObject, Q extends ZodObject>(
  spec: Shape<P, Q, null> & {
    readonly permission: Permission | readonly Permission[];
    readonly handle: (
      input: Input<P, Q, null> & { readonly actor: Actor },
      services: Services,
    ) => Promise<Response>;
  },
): Route {
  const permissions = [spec.permission].flat();
  return {
    ...spec,
    permissions,
    answer: 'stream',
    run: async (raw, request, someone, services) => {
      const actor = requireOneOf(permissions, someone);
      return spec.handle({ ...(await inputOf(spec, raw, request)), actor }, services);
    },
  };
}

function requireOneOf(permissions: readonly Permission[], actor: Actor | null): Actor {
  if (!actor) {
    throw new ProblemError('not-signed-in', 'You are not signed in', {
      detail: 'This needs a session or an API token, and none that is valid came with the request.',
      remedy: 'Open a sign-in link, or send "Authorization: Bearer sb_…".',
    });
  }
  const { roles, scopes } = actor;
  const held = permissions.filter((permission) => allows(roles, permission));
  if (held.some((permission) => scopes === null || scopes.includes(permission))) return actor;
  throw new ProblemError('forbidden', 'Not allowed', {
    detail:
      held.length > 0
        ? `This API token was made without the scope ${held.join(' or ')}. Nothing was changed.`
        : `None of your roles holds the right ${permissions.join(' or ')}. Nothing was changed.`,
  });
}

async function inputOf<P extends ZodObject, Q extends ZodObject, B extends ZodType | null>(
  spec: Shape<P, Q, B>,
  raw: RawInput,
  request: RequestInfo,
): Promise<Input<P, Q, B>> {
  const body =
    spec.body === null ? null : parseInput(spec.body, await readJson(raw.body, spec.maxBodyBytes), 'body');
  return {
    params: parseInput(spec.params, raw.params, 'path'),
    query: parseInput(spec.query, raw.query, 'query'),
    body: body as Input<P, Q, B>['body'],
    request,
  };
}

function answerOf(answer: Answer<ZodType | null>, value: unknown): Response {
  if (answer.schema === null) return new Response(null, { status: answer.status });
  return Response.json(answer.schema.parse(value), { status: answer.status });
}
