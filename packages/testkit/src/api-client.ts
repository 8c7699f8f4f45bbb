import { AttemptView, TerminalTicket } from '@springboard/contracts/attempts.ts';
import { Problem } from '@springboard/contracts/problems.ts';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { z } from 'zod';

/** An answer of the API that was not the one asked for. `problem` is its problem document, when it sent one. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem | undefined;
  constructor(status: number, path: string, body: string) {
    const problem = Problem.safeParse(safeJson(body));
    super(
      `${path} answered ${status}: ${problem.success ? `${problem.data.code}, ${problem.data.detail}` : body.slice(0, 200)}`,
    );
    this.status = status;
    this.problem = problem.data;
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A signed-in person, over HTTP only, as a browser without pages. For tests and benchmarks. */
export class ApiClient {
  readonly url: string;
  readonly cookie: string;

  private constructor(url: string, cookie: string) {
    this.url = url;
    this.cookie = cookie;
  }

  /** Signs in with the whole one-time link that `npm start` printed. */
  static async signIn(link: string): Promise<ApiClient> {
    const { origin, hash } = new URL(link);
    const response = await fetch(`${origin}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token: decodeURIComponent(hash.slice(1)) }),
    });
    if (!response.ok) throw new ApiError(response.status, '/api/sign-in', await response.text());
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new ApiClient(origin, cookie);
  }

  /** One request. Rejects with `ApiError` for every status of 400 and above. */
  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new ApiError(response.status, `${method} ${path}`, await response.text());
    return response;
  }

  async json<S extends z.ZodType>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.infer<S>> {
    return schema.parse(await (await this.request(method, path, body)).json());
  }

  startAttempt(lab: string): Promise<AttemptView> {
    return this.json(AttemptView, 'POST', '/api/attempts', { lab });
  }

  attempt(id: string): Promise<AttemptView> {
    return this.json(AttemptView, 'GET', `/api/attempts/${id}`);
  }

  finishAttempt(id: string): Promise<AttemptView> {
    return this.json(AttemptView, 'POST', `/api/attempts/${id}/finish`);
  }

  terminalTicket(attemptId: string, node: string, number = 1): Promise<TerminalTicket> {
    return this.json(TerminalTicket, 'POST', `/api/attempts/${attemptId}/terminals`, { node, number });
  }

  /** Follows the attempt's live events until one satisfies `wanted`. Rejects after `limitMs`, saying what was seen last. */
  async waitFor(id: string, wanted: (view: AttemptView) => boolean, limitMs: number): Promise<AttemptView> {
    const limit = AbortSignal.timeout(limitMs);
    let last: AttemptView | undefined;
    while (!limit.aborted) {
      try {
        for await (const view of this.#follow(id, limit)) {
          last = view;
          if (wanted(view)) return view;
        }
      } catch (error) {
        // A platform that is being killed and started again drops the stream; the next one begins with the whole view.
        if (error instanceof ApiError && error.status < 500) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const seen = last
      ? JSON.stringify({
          state: last.state,
          environment: last.environment?.state,
          stages: last.environment?.stages,
          problem: last.environment?.problem,
          tasks: last.tasks.map(({ id, status, checks }) => ({ id, status, checks })),
        })
      : 'nothing';
    throw new Error(`attempt ${id} did not get there within ${limitMs} ms; seen last: ${seen}`);
  }

  async *#follow(id: string, signal: AbortSignal): AsyncGenerator<AttemptView> {
    const path = `/api/attempts/${id}/events`;
    const response = await fetch(`${this.url}${path}`, {
      headers: { cookie: this.cookie, accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok || !response.body) throw new ApiError(response.status, path, await response.text());
    const events = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    for await (const event of events) {
      if (event.event === 'attempt') yield AttemptView.parse(JSON.parse(event.data));
    }
  }
}
