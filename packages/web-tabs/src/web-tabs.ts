import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log, Refused, TabAuthority } from './authority.ts';
import { tabCookiesIn } from './cookies.ts';
import { isForeign } from './foreign.ts';
import { forward, hasBody, pathOf } from './forward.ts';
import { forwardSocket, headOf } from './forward-socket.ts';
import { letBodyGo } from './let-go.ts';
import type { LiveTab } from './live-tab.ts';
import { LiveTabs } from './live-tabs.ts';
import { answerOf } from './notice-page.ts';
import { foreign, malformed, type Notice, nothingHere, noWorkers, refusals, unavailable } from './notices.ts';
import { openTab } from './open-tab.ts';
import { openPath, type TabOrigins, tabLabel, tabOrigins } from './origins.ts';
import type { TabPlace } from './response-headers.ts';

/** What somebody does in a tab is told so often at most, in milliseconds. */
const activityEveryMs = 20_000;
/** Everything below it is the platform's. */
const ownPaths = openPath.slice(0, openPath.lastIndexOf('/') + 1);

export interface WebTabsOptions {
  readonly authority: TabAuthority;
  /** Such as `http://*.labs.localhost:7801`. */
  readonly labsUrl: string;
  /** Origins of the platform's pages: they alone open and frame tabs. */
  readonly pages: ReadonlySet<string>;
  readonly log: Log;
}

/** Pages that nodes serve, each on an origin of its own, for whoever has opened them. Part of an HTTP server: it is asked host by host. */
export class WebTabs {
  readonly #options: WebTabsOptions;
  readonly #origins: TabOrigins;
  readonly #tabs: LiveTabs;
  /** When activity of an attempt was told last. */
  readonly #told = new Map<string, number>();

  constructor(options: WebTabsOptions) {
    this.#options = options;
    this.#origins = tabOrigins(options.labsUrl);
    this.#tabs = new LiveTabs(options.authority, options.log);
  }

  /** Tabs that are used at the moment. */
  get size(): number {
    return this.#tabs.size;
  }

  /** Whether a request is for a host of tabs. */
  isFor(request: Pick<IncomingMessage, 'headers'>): boolean {
    return this.#origins.labelOf(request.headers.host) !== undefined;
  }

  /** Answers a request that is for a host of tabs. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (notice: Notice) => {
      const { status, headers, body } = answerOf(notice, request, this.#options.pages);
      letBodyGo(request);
      response.writeHead(status, headers).end(body);
    };
    try {
      const label = this.#origins.labelOf(request.headers.host) ?? '';
      const place = this.#placeOf(label);
      const path = plainPathOf(request, place);
      if (path === undefined) return refuse(malformed);
      if (path === openPath) {
        const { authority, log } = this.#options;
        const opened = await openTab(request, response, { authority, label, place, log, refuse });
        if (opened) this.#tellActivity(opened.attemptId);
        return;
      }
      if (path.startsWith(ownPaths)) return refuse(nothingHere);
      if (isForeign(request, place.origin)) return refuse(foreign);
      if (request.headers['service-worker'] !== undefined) return refuse(noWorkers);
      const tab = await this.#tabOf(request, label);
      if ('refused' in tab) return refuse(refusals[tab.refused]);
      if (tab.activity.isBehind(request, Date.now())) this.#tellActivity(tab.session.attemptId);
      forward(tab, request, response, place, refuse);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a request to a web tab failed');
      if (!response.headersSent) refuse(unavailable);
      else response.destroy();
    }
  }

  /** Takes a WebSocket that is for a host of tabs. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refuse = (notice: Notice) => {
      const { status, headers, body } = answerOf(notice, request, this.#options.pages);
      socket.end(headOf(status, { ...headers, connection: 'close' }) + body);
    };
    try {
      const label = this.#origins.labelOf(request.headers.host) ?? '';
      const place = this.#placeOf(label);
      const path = plainPathOf(request, place);
      const webSocket =
        request.headers.upgrade?.toLowerCase() === 'websocket' &&
        request.method === 'GET' &&
        !hasBody(request);
      if (!webSocket || path === undefined || path.startsWith(ownPaths)) return refuse(malformed);
      if (isForeign(request, place.origin) || request.headers.origin !== place.origin) return refuse(foreign);
      const tab = await this.#tabOf(request, label);
      if ('refused' in tab) return refuse(refusals[tab.refused]);
      const { attemptId } = tab.session;
      forwardSocket(tab, request, socket, head, place, refuse, () => this.#tellActivity(attemptId));
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a socket of a web tab failed');
      refuse(unavailable);
    }
  }

  /** Asks about every tab again. */
  async askAgain(): Promise<void> {
    await this.#tabs.askAgain();
  }

  /** Somebody's sign-in or rights changed. */
  async askPerson(personId: string): Promise<void> {
    await this.#tabs.askAgain((session) => session.personId === personId);
  }

  /** An attempt changed: it may be over, or have another environment. */
  async askAttempt(attemptId: string): Promise<void> {
    await this.#tabs.askAgain((session) => session.attemptId === attemptId);
  }

  endEnvironment(environmentId: string): void {
    this.#tabs.endEnvironment(environmentId);
  }

  close(): void {
    this.#tabs.close();
  }

  #placeOf(label: string): TabPlace {
    const { originOf, secure } = this.#origins;
    return { origin: originOf(label), originOf, secure, pages: this.#options.pages };
  }

  async #tabOf(request: IncomingMessage, label: string): Promise<LiveTab | Refused> {
    let last: Refused = { refused: 'no-session' };
    for (const cookie of tabCookiesIn(request.headers.cookie)) {
      const found = await this.#tabs.find(
        cookie,
        this.#origins.originOf(label),
        ({ ui, environmentId }) => tabLabel(ui.name, environmentId) === label,
      );
      if (!('refused' in found)) return found;
      if (found.refused !== 'no-session') last = found;
    }
    return last;
  }

  #tellActivity(attemptId: string): void {
    const now = Date.now();
    if (now - (this.#told.get(attemptId) ?? 0) < activityEveryMs) return;
    for (const [id, at] of this.#told) if (now - at > activityEveryMs) this.#told.delete(id);
    this.#told.set(attemptId, now);
    const { authority, log } = this.#options;
    authority.noteActivity(attemptId).catch((error: unknown) => {
      log.warn({ err: error, attemptId }, 'activity in a web tab was not noted');
    });
  }
}

/** The path that a request asks for, without its query and its dots; undefined for one that has none. */
function plainPathOf(request: IncomingMessage, { origin }: TabPlace): string | undefined {
  const path = pathOf(request);
  return path === undefined ? undefined : new URL(origin + path).pathname;
}
