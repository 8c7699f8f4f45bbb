import { Problem, type ProblemCode } from '@springboard/contracts/problems.ts';
import type { z } from 'zod';

/** `offline`: no answer came. `unexpected`: an answer came that this page does not understand (mostly an older page). */
export type FailureCode = ProblemCode | 'offline' | 'unexpected';

/** A request that failed, in words for the person: `message` says what happened, `remedy` what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: FailureCode;
  readonly title: string;
  readonly status: number | null;
  readonly remedy: string | undefined;
  readonly fields: NonNullable<Problem['errors']>;
  /** Under which the log of the API holds the cause; null where no answer came. */
  readonly requestNumber: string | null;

  constructor(
    code: FailureCode,
    title: string,
    detail: string,
    more: {
      status?: number | undefined;
      remedy?: string | undefined;
      fields?: Problem['errors'];
      requestNumber?: string | null;
      cause?: unknown;
    } = {},
  ) {
    super(detail, { cause: more.cause });
    this.code = code;
    this.title = title;
    this.status = more.status ?? null;
    this.remedy = more.remedy;
    this.fields = more.fields ?? [];
    this.requestNumber = more.requestNumber ?? null;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Asks the API and parses the answer with `schema`. Throws `ApiError` for every kind of failure, and lets an abort
 * through as it is.
 */
export async function request<S extends z.ZodType>(
  path: string,
  schema: S,
  options: RequestOptions = {},
): Promise<z.output<S>> {
  const response = await send(path, options);
  const parsed = schema.safeParse(await json(response));
  if (!parsed.success) throw unexpected(response.status, parsed.error);
  return parsed.data;
}

/** Like `request`, for routes whose answer has no body that matters. */
export async function requestNothing(path: string, options: RequestOptions = {}): Promise<void> {
  await send(path, options);
}

/** Like `request`, for routes that answer a file of text. */
export async function requestText(path: string, options: RequestOptions = {}): Promise<string> {
  const response = await send(path, options);
  try {
    return await response.text();
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    throw silent(cause);
  }
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method: options.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    throw silent(cause);
  }
  if (!response.ok) throw await failure(response);
  return response;
}

function silent(cause: unknown): ApiError {
  return new ApiError('offline', 'Springboard does not answer', 'The request did not reach the server.', {
    remedy: 'Check the network. If others cannot reach it either, tell an operator. Your labs keep running.',
    cause,
  });
}

async function failure(response: Response): Promise<ApiError> {
  const parsed = Problem.safeParse(await json(response).catch(() => null));
  if (!parsed.success) return unexpected(response.status, parsed.error);
  const problem = parsed.data;
  return new ApiError(problem.code, problem.title, problem.detail, {
    status: problem.status,
    remedy: problem.remedy,
    fields: problem.errors,
    requestNumber: problem.instance?.match(/^urn:springboard:request:(.+)$/)?.[1] ?? null,
  });
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw unexpected(response.status, cause);
  }
}

function unexpected(status: number, cause: unknown): ApiError {
  if (status >= 502 && status <= 504) {
    return new ApiError('offline', 'Springboard is not ready', 'Its server is starting or being updated.', {
      status,
      remedy: 'This page tries again by itself. Your labs keep running.',
      cause,
    });
  }
  return new ApiError(
    'unexpected',
    'This page and the server disagree',
    'The server answered in a way this page does not understand, most likely because it was updated.',
    { status, remedy: 'Reload the page.', cause },
  );
}

/** Any thrown value as an `ApiError`, so that every page can show it the same way. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('unexpected', 'Something went wrong in this page', String(error), {
    remedy: 'Reload the page. If it happens again, tell an operator what you did.',
    cause: error,
  });
}

const passing: ReadonlySet<FailureCode> = new Set(['offline', 'unavailable', 'too-many-requests']);

/** For `refetchInterval`: a page that could not be had because the server rests tries again every 3 s, as it says. */
export function whileItRests(query: { readonly state: { readonly error: unknown } }): number | false {
  return isPassing(query.state.error) ? 3000 : false;
}

/** True if the same request may succeed later without anybody doing anything. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && passing.has(error.code);
}
