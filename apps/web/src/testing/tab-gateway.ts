import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Refused, TabSession } from '@springboard/web-tabs/authority.ts';
import { openPath, tabLabel, tabOrigins } from '@springboard/web-tabs/origins.ts';
import { aWebServer, type WebServer } from '@springboard/web-tabs/testing/a-web-server.ts';
import { WebTabs } from '@springboard/web-tabs/web-tabs.ts';

/** For tests of the page: web tabs as the gateway serves them, of one environment whose node is a server of the test. */
export class TabGateway {
  /** Why it shows nothing, while set. */
  refused: Refused | null = null;
  readonly #sessions = new Map<string, TabSession>();
  readonly #environmentId: string;
  readonly #node: WebServer;
  readonly #server: Server;
  #tabs: WebTabs | undefined;
  #count = 0;

  private constructor(environmentId: string, node: WebServer) {
    this.#environmentId = environmentId;
    this.#node = node;
    this.#server = createServer((request, response) => void this.#tabs?.serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => undefined);
      void this.#tabs?.upgrade(request, socket, head);
    });
  }

  static async start(environmentId: string, ui: RequestListener): Promise<TabGateway> {
    const gateway = new TabGateway(environmentId, await aWebServer(ui));
    gateway.#server.listen(0, '127.0.0.1');
    await once(gateway.#server, 'listening');
    return gateway;
  }

  get labsUrl(): string {
    return `http://*.labs.localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  originOf(name: string): string {
    return tabOrigins(this.labsUrl).originOf(tabLabel(name, this.#environmentId));
  }

  /** Pages at this origin may show tabs from now on. */
  allow(page: string): void {
    this.#tabs?.close();
    this.#tabs = new WebTabs({
      labsUrl: this.labsUrl,
      pages: new Set([page]),
      log: { debug: () => {}, info: () => {}, warn: () => {} },
      authority: {
        redeem: async (grant) => {
          const session = this.#sessions.get(grant);
          if (session === undefined) return { refused: 'bad-grant' };
          this.#sessions.delete(grant);
          const cookie = `cookie-of-${grant}`;
          this.#sessions.set(cookie, session);
          return this.refused ?? { cookie, session };
        },
        session: async (cookie) => this.refused ?? this.#sessions.get(cookie) ?? { refused: 'no-session' },
        noteActivity: async () => {},
        connect: () => this.#node.connect(),
      },
    });
  }

  /** What the API answers to who wants to open `name`. */
  grant(name: string): object {
    this.#count += 1;
    const grant = `grant-${this.#count}`;
    const ui = {
      name,
      title: name,
      node: 'ceph1',
      address: '10.77.0.11',
      port: 8443,
      path: '/',
      scheme: 'http',
    } as const;
    this.#sessions.set(grant, {
      id: grant,
      personId: 'p',
      attemptId: 'a',
      environmentId: this.#environmentId,
      ui,
      uis: [ui],
    });
    return {
      url: this.originOf(name) + openPath,
      grant,
      expiresAt: new Date(Date.now() + 30_000).toISOString(),
    };
  }

  /** Asks about the open tabs again, as the gateway does when something changed. */
  async askAgain(): Promise<void> {
    await this.#tabs?.askAgain();
  }

  async close(): Promise<void> {
    this.#tabs?.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#node.close();
  }
}
