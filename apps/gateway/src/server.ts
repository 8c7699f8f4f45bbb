import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsConfig } from '@springboard/config/tls.ts';
import { followTlsFiles, readTlsFiles } from '@springboard/config/tls-files.ts';
import { type CloseReason, closeReasons } from '@springboard/terminal/common/close.ts';
import { maxClientFrameBytes, subprotocol } from '@springboard/terminal/common/limits.ts';
import type { Log, TerminalAuthority, TerminalGrant } from '@springboard/terminal/node/authority.ts';
import { Followers } from '@springboard/terminal/node/followers.ts';
import { Sessions, type SessionsOptions } from '@springboard/terminal/node/sessions.ts';
import { TerminalSocket } from '@springboard/terminal/node/socket.ts';
import type { WebTabs } from '@springboard/web-tabs/web-tabs.ts';
import { WebSocketServer } from 'ws';
import { refusalOf } from './admission.ts';

/** Each socket's person is asked about again so often, in milliseconds. */
const authorizeEveryMs = 60_000;
/** Headers of a request, in bytes: the cookies of a host of web tabs are those of all its pages. */
const mostHeaderBytes = 32 * 1024;
/** A request's headers come within so long, in milliseconds, or its socket is cut. */
const defaultHeadersWithinMs = 20_000;
/** Sockets get so long to close, in milliseconds, before they are cut. */
const drainMs = 2_000;

export interface GatewayOptions extends SessionsOptions {
  readonly authority: TerminalAuthority;
  /** Exactly these may open sockets. */
  readonly origins: ReadonlySet<string>;
  readonly bind: string;
  /** 0 for any. */
  readonly port: number;
  /** Null or none: plain HTTP. */
  readonly tls?: TlsConfig | null;
  readonly log: Log;
  /** Asked for what comes to their hosts; none are served without. */
  readonly tabs?: WebTabs | undefined;
  /** As in `FollowersOptions`. */
  readonly followerGoneMs?: number | undefined;
  /** Said by `/health`. */
  readonly health?: Readonly<Record<string, unknown>>;
  /** Milliseconds that a request's headers may take; tests are less patient. Default 20 s. */
  readonly headersWithinMs?: number;
}

/** The gateway's HTTP server: `/health`, WebSockets of terminals, and hosts of web tabs. */
export class GatewayServer {
  readonly #options: GatewayOptions;
  readonly #http: Server | SecureServer;
  readonly #unfollowTls: () => void;
  readonly #upgrades: WebSocketServer;
  readonly #sessions: Sessions;
  readonly #sockets = new Set<TerminalSocket>();
  readonly #followers: Followers;
  readonly #timer: NodeJS.Timeout;
  #draining = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    const { authority, log, followerGoneMs, ...rest } = options;
    const { startRecording, recordedScreen, keepAliveMs, heldIn, screens } = rest;
    this.#sessions = new Sessions(authority, log, {
      startRecording,
      recordedScreen,
      keepAliveMs,
      heldIn,
      screens,
    });
    this.#followers = new Followers({
      authority,
      sessions: this.#sessions,
      sockets: this.#sockets,
      log,
      goneAfterMs: followerGoneMs,
    });
    this.#upgrades = new WebSocketServer({
      noServer: true,
      maxPayload: maxClientFrameBytes,
      perMessageDeflate: false,
      handleProtocols: () => subprotocol,
    });
    const headersTimeout = options.headersWithinMs ?? defaultHeadersWithinMs;
    const times = {
      // An upload takes as long as it takes; who sends nothing is cut off by the tab it is for.
      requestTimeout: 0,
      // Node.js would have none then for headers, either.
      headersTimeout,
      connectionsCheckingInterval: headersTimeout / 4,
    };
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      const { tabs } = options;
      if (tabs?.isFor(request)) {
        void tabs.serve(request, response);
        return;
      }
      const found = request.method === 'GET' && request.url === '/health';
      const body = found ? this.#health() : { status: 'not found' };
      response.writeHead(found ? 200 : 404, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(JSON.stringify(body));
    };
    const how = { maxHeaderSize: mostHeaderBytes, ...times };
    const { tls = null } = options;
    const secure = tls && createSecureServer({ ...readTlsFiles(tls), ...how }, answer);
    this.#http = secure ?? createServer(how, answer);
    this.#unfollowTls =
      tls && secure
        ? followTlsFiles(tls, secure, (err) => log.error({ err }, 'The new certificate is not served.'))
        : () => {};
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#timer = setInterval(() => void this.authorizeAgain(), authorizeEveryMs);
  }

  /** Resolves with the port when it serves. */
  async listen(): Promise<number> {
    this.#http.listen(this.#options.port, this.#options.bind);
    await once(this.#http, 'listening');
    return (this.#http.address() as AddressInfo).port;
  }

  /** Asks about everybody again; who may not be here any more is told so and closed. */
  async authorizeAgain(): Promise<void> {
    await this.#options.tabs?.askAgain();
    for (const socket of [...this.#sockets]) {
      const { grant } = socket;
      if (grant && !(await this.#mayStay(grant))) {
        socket.close(grant.follow ? closeReasons.followEnded : closeReasons.notAllowed);
      }
    }
    await this.#followers.refreshAll();
  }

  /**
   * A person's sign-in or rights changed: their sockets close at once, and whether they may come back is asked with a new
   * ticket. So do sockets whose ticket is being looked at, which may be theirs. Who has left is told that, and not asked for anything.
   */
  revoke(personId: string, left = false): void {
    void this.#followers.refreshAll(personId);
    void this.#options.tabs?.askPerson(personId);
    for (const socket of [...this.#sockets]) {
      const whose = socket.grant?.personId ?? personId;
      const known = left && socket.grant !== undefined;
      if (whose === personId) socket.close(known ? closeReasons.accessEnded : closeReasons.rightsChanged);
    }
  }

  /** An attempt changed, maybe to its end. Terminals are told by their environment's. */
  attemptChanged(attemptId: string): void {
    void this.#options.tabs?.askAttempt(attemptId);
  }

  /** Who may follow an attempt's terminals changed, or who types in them. */
  sharingChanged(attemptId: string): Promise<void> {
    return this.#followers.refresh(attemptId);
  }

  endEnvironment(environmentId: string): void {
    this.#options.tabs?.endEnvironment(environmentId);
    this.#sessions.endEnvironment(environmentId);
  }

  /** Tells every page that the gateway restarts, lets go of the shells, and stops serving. */
  async close(): Promise<void> {
    this.#draining = true;
    clearInterval(this.#timer);
    this.#unfollowTls();
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#closeSockets(closeReasons.restarting);
    this.#followers.stop();
    this.#options.tabs?.close();
    const left = this.#sessions.close(closeReasons.restarting);
    const cut = setTimeout(() => {
      for (const socket of this.#upgrades.clients) socket.terminate();
      this.#http.closeAllConnections();
    }, drainMs);
    await Promise.all([closed, left]);
    clearTimeout(cut);
  }

  #closeSockets(reason: CloseReason): void {
    for (const socket of [...this.#sockets]) socket.close(reason);
  }

  async #mayStay(grant: TerminalGrant): Promise<boolean> {
    try {
      return await this.#options.authority.authorize(grant);
    } catch (error) {
      // A database that restarts must not end everybody's terminals: asked again in a minute.
      this.#options.log.warn(
        { err: error, attemptId: grant.attemptId },
        'an authorization could not be asked for',
      );
      return true;
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { log, origins, authority } = this.#options;
    socket.on('error', (error) => log.debug({ err: error }, 'a socket broke while it was upgraded'));
    const { tabs } = this.#options;
    if (tabs?.isFor(request)) {
      void tabs.upgrade(request, socket, head);
      return;
    }
    const refusal = this.#draining
      ? { status: 503 as const, reason: closeReasons.restarting.reason }
      : refusalOf(request, origins);
    if (refusal) {
      log.warn(
        { status: refusal.status, origin: request.headers.origin, reason: refusal.reason },
        'a socket was refused',
      );
      socket.end(
        `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
          `Content-Length: ${Buffer.byteLength(refusal.reason)}\r\n\r\n${refusal.reason}`,
      );
      return;
    }
    this.#upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      const terminal = new TerminalSocket({
        socket: webSocket,
        authority,
        sessions: this.#sessions,
        followers: this.#followers,
        log,
      });
      this.#sockets.add(terminal);
      webSocket.on('close', () => {
        this.#sockets.delete(terminal);
        this.#followers.closed(terminal.grant);
      });
    });
  }

  #health(): object {
    return {
      status: this.#draining ? 'draining' : 'ok',
      sockets: this.#sockets.size,
      sessions: this.#sessions.size,
      webTabs: this.#options.tabs?.size ?? 0,
      ...this.#options.health,
    };
  }
}
