import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TabAuthority } from '../authority.ts';
import { WebTabs } from '../web-tabs.ts';

/** Where the platform's page is, to tabs of these tests. */
export const page = 'http://localhost:7800';

/** For tests: an HTTP server with nothing but web tabs, at `*.labs.localhost:7801` for who asks by that name. */
export async function aGateway(authority: TabAuthority) {
  const tabs = new WebTabs({
    authority,
    labsUrl: 'http://*.labs.localhost:7801',
    pages: new Set([page]),
    log: { debug: () => {}, info: () => {}, warn: () => {} },
  });
  const server = createServer((request, response) => void tabs.serve(request, response));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    void tabs.upgrade(request, socket, head);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    tabs,
    port: (server.address() as AddressInfo).port,
    close: () => {
      tabs.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
