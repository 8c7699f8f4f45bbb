import { Problem } from '@springboard/contracts/problems.ts';
import type { z } from 'zod';
import { CliError, exit, problemError } from './errors.ts';
import { eventData } from './event-stream.ts';

/** What a request proves itself with. `renew` makes another when one has run out; undefined where there is no other. */
export interface Credential {
  current(): Promise<string>;
  readonly renew?: () => Promise<string>;
}

/** Longest time for an answer, in milliseconds: a retry plans a whole environment first. */
const answerWithinMs = 30_000;

/** The HTTP API as commands use it. Errors are `CliError`s. */
export class ApiClient {
  readonly #url: string;
  readonly #credential: Credential;

  constructor(url: string, credential: Credential) {
    this.#url = url;
    this.#credential = credential;
  }

  async get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
    return this.#parsed(await this.#send('GET', path), schema);
  }

  async post<S extends z.ZodType>(path: string, schema: S, body?: unknown): Promise<z.output<S>> {
    return this.#parsed(await this.#send('POST', path, body), schema);
  }

  async put<S extends z.ZodType>(path: string, schema: S, body: unknown): Promise<z.output<S>> {
    return this.#parsed(await this.#send('PUT', path, body), schema);
  }

  /** For routes that answer nothing. */
  async send(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    await this.#send(method, path, body);
  }

  /** The data of a stream of events as it comes, until the stream ends. */
  async *events(path: string, signal: AbortSignal): AsyncGenerator<string> {
    const response = await this.#once('GET', path, undefined, await this.#credential.current(), signal);
    if (!response.ok) throw await this.#failure(response);
    if (!response.body) return;
    try {
      yield* eventData(response.body);
    } catch (cause) {
      signal.throwIfAborted();
      throw this.#away(cause);
    }
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    let response = await this.#once(method, path, body, await this.#credential.current());
    if (response.status === 401 && this.#credential.renew)
      response = await this.#once(method, path, body, await this.#credential.renew());
    if (!response.ok) throw await this.#failure(response);
    return response;
  }

  async #once(
    method: string,
    path: string,
    body: unknown,
    token: string,
    signal = AbortSignal.timeout(answerWithinMs),
  ): Promise<Response> {
    try {
      return await fetch(`${this.#url}/api${path}`, {
        method,
        headers: {
          accept: 'application/json, application/problem+json',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      });
    } catch (cause) {
      throw this.#away(cause);
    }
  }

  #away(cause: unknown): CliError {
    return new CliError(
      exit.away,
      `Springboard does not answer at ${this.#url}.`,
      'Is it running (`npm start`)? SPRINGBOARD_URL names another address.',
      { cause },
    );
  }

  async #failure(response: Response): Promise<CliError> {
    const problem = Problem.safeParse(await response.json().catch(() => null));
    if (problem.success) return problemError(problem.data);
    return new CliError(
      response.status >= 502 ? exit.away : exit.failed,
      `${this.#url} answered with HTTP ${response.status}, and not as Springboard does.`,
      'Check SPRINGBOARD_URL: is this the address that people open?',
    );
  }

  async #parsed<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (parsed.success) return parsed.data;
    throw new CliError(
      exit.failed,
      `${this.#url} answered in a way that this command does not understand.`,
      'Most likely it is of another release: run the command from the checkout that the platform runs from.',
      { cause: parsed.error },
    );
  }
}
