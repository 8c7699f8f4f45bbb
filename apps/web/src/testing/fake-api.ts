import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { MeView } from '@springboard/contracts/people.ts';
import type { RecordingView } from '@springboard/contracts/recordings.ts';

const me: MeView = {
  id: 'b5a7c1d2-3f4e-4a5b-8c6d-7e8f9a0b1c2d',
  name: 'Ada Sample',
  email: 'ada@example.org',
  roles: ['learner'],
  teams: [],
  lastSignInAt: null,
  permissions: [
    'lab.read',
    'attempt.own.read',
    'attempt.own.write',
    'terminal.own.open',
    'ssh-key.own.manage',
    'person.self.read',
  ],
  reviews: false,
};

const notFound = {
  type: 'urn:springboard:problem:not-found',
  title: 'Not found',
  status: 404,
  code: 'not-found',
  detail: 'There is nothing at this address.',
};

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/**
 * For tests of the page: serves it, and one attempt that the test moves through its states by hand, pushed as the API pushes it. A fake: it
 * decides nothing. What the API really answers is tested there, and both together in `e2e/`.
 */
export class FakeApi {
  /** What was asked of it, besides reading, in order: `POST /pause`. */
  readonly calls: string[] = [];
  /** Called after a call was noted, before it is answered. */
  onCall: (call: string) => void = () => {};
  /** While true it answers nothing but 503. */
  resting = false;
  /** Recordings of the attempt's terminals, and what is in their files; one without a file has been removed since. */
  readonly recordings: { readonly view: RecordingView; file: string | null }[] = [];
  /** Answers of its own to what is asked beside the attempt, such as `GET /api/ssh`; given what was sent. */
  readonly answers = new Map<string, (sent: unknown) => unknown>();
  /** Files of text beside the attempt's recordings, by path such as `/api/walkthroughs/…/parts/0`. */
  readonly texts = new Map<string, string>();
  /** Event streams beside the attempt's, by path such as `/api/help/events`: the name of their events, and what one holds now. */
  readonly events = new Map<string, { readonly event: string; readonly data: () => unknown }>();
  /** What is answered to who wants to open a web tab; null: there is none. */
  webUiGrant: () => unknown = () => null;
  /** Content security policy of the page at an address, as the API sends one; none by default. */
  policyOf: (path: string) => string | null = () => null;
  #attempt: AttemptView;
  #revision = 1;
  readonly #files: ReadonlyMap<string, string | Uint8Array>;
  readonly #ticket: () => unknown;
  readonly #streams = new Set<ServerResponse>();
  readonly #otherStreams = new Map<ServerResponse, () => void>();
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));

  constructor(files: ReadonlyMap<string, string | Uint8Array>, attempt: AttemptView, ticket: () => unknown) {
    this.#files = files;
    this.#attempt = attempt;
    this.#ticket = ticket;
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get attemptUrl(): string {
    return `${this.url}/attempts/${this.#attempt.id}`;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** The attempt is so from now on; pages are told. */
  push(attempt: AttemptView): void {
    this.#revision += 1;
    this.#attempt = { ...attempt, revision: this.#revision };
    for (const stream of this.#streams) stream.write(this.#event());
  }

  /** What the other event streams hold has changed; pages are told. */
  pushEvents(): void {
    for (const push of this.#otherStreams.values()) push();
  }

  /** Ends every open event stream, as a restart does. */
  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #event(): string {
    return `event: attempt\ndata: ${JSON.stringify(this.#attempt)}\n\n`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    if (!path.startsWith('/api/')) {
      const file = this.#files.has(path) ? path : '/index.html';
      const policy = this.policyOf(path);
      response.writeHead(200, {
        'content-type': types[file.split('.').at(-1) ?? ''] ?? 'text/plain',
        ...(policy === null ? {} : { 'content-security-policy': policy }),
      });
      response.end(this.#files.get(file));
      return;
    }
    if (this.resting) {
      response.writeHead(503).end();
      return;
    }
    const events = this.events.get(path);
    if (events) {
      const push = () => response.write(`event: ${events.event}\ndata: ${JSON.stringify(events.data())}\n\n`);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      push();
      this.#otherStreams.set(response, push);
      response.on('close', () => this.#otherStreams.delete(response));
      return;
    }
    const attempt = `/api/attempts/${this.#attempt.id}`;
    const rest = path.startsWith(attempt) ? path.slice(attempt.length) : null;
    if (rest === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(this.#event());
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
      return;
    }
    if (rest !== null && rest !== '/terminals' && rest !== '/web-uis' && request.method !== 'GET') {
      this.calls.push(`${request.method} ${rest}`);
      this.onCall(`${request.method} ${rest}`);
    }
    const named = this.recordings.find(({ view }) => rest === `/recordings/${encodeURIComponent(view.name)}`);
    if (named !== undefined && named.file !== null) {
      response.writeHead(200, { 'content-type': 'application/x-asciicast' });
      response.end(named.file);
      return;
    }
    const text = this.texts.get(path);
    if (text !== undefined) {
      response.writeHead(200, { 'content-type': 'application/x-asciicast' });
      response.end(text);
      return;
    }
    const own = this.answers.get(`${request.method} ${path}`);
    if (own) {
      void json(request).then((sent) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(own(sent)));
      });
      return;
    }
    const body = this.#bodyOf(path, rest);
    response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? notFound));
  }

  #bodyOf(path: string, rest: string | null): unknown {
    if (rest === '/terminals') return this.#ticket();
    if (rest === '/web-uis') return this.webUiGrant();
    if (rest === '/recordings') return this.recordings.map(({ view }) => view);
    if (rest?.startsWith('/recordings/')) return null;
    if (rest !== null) return this.#attempt;
    if (path === '/api/me') return me;
    return path === '/api/attempts' ? [summaryOf(this.#attempt)] : null;
  }
}

function summaryOf(attempt: AttemptView) {
  const { id, number, lab, state, score, maxScore, startedAt, finishedAt, tasks } = attempt;
  const tasksPassed = tasks.filter((task) => task.status === 'passed').length;
  return {
    id,
    number,
    lab: { slug: lab.slug, title: lab.title },
    state,
    score,
    maxScore,
    tasksPassed,
    taskCount: tasks.length,
    inReview: 0,
    startedAt,
    finishedAt,
  };
}

/** What a request sent; null where it sent nothing. */
async function json(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? null : JSON.parse(text);
}
