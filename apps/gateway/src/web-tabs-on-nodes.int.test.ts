import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { engineAbsent, openTestDriver } from '@springboard/driver-incus/int-support.ts';
import type { TabAuthority, TabSession, TabUi } from '@springboard/web-tabs/authority.ts';
import { tabLabel } from '@springboard/web-tabs/origins.ts';
import { WebTabs } from '@springboard/web-tabs/web-tabs.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayServer } from './server.ts';

const absent = await engineAbsent();
const page = 'http://localhost:7800';

/** On the node: pages by http and https, and a WebSocket, all of Python's own library. */
const pages = `
import base64, hashlib, http.server, ssl, sys, threading
class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *_): pass
    def say(self, status, body, **headers):
        body = body.encode()
        self.send_response(status)
        for name, value in headers.items(): self.send_header(name.replace('_', '-'), value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        if self.path == '/redirect':
            return self.say(302, '', Location='%s://host1:%d/there' % (self.server.scheme, self.server.server_port))
        if self.path == '/big':
            self.send_response(200); self.send_header('Content-Length', str(64 << 20)); self.end_headers()
            for _ in range(64): self.wfile.write(bytes(1 << 20))
            return
        if self.headers.get('Upgrade') == 'websocket':
            key = self.headers['Sec-WebSocket-Key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
            self.send_response(101)
            self.send_header('Upgrade', 'websocket'); self.send_header('Connection', 'Upgrade')
            self.send_header('Sec-WebSocket-Accept', base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
            self.end_headers()
            while True:
                head = self.rfile.read(2)
                if len(head) < 2: break
                mask = self.rfile.read(4); body = self.rfile.read(head[1] & 127)
                self.wfile.write(bytes([head[0], len(body)]) + bytes(b ^ mask[i % 4] for i, b in enumerate(body)))
            self.close_connection = True
            return
        self.say(200, '%s %s %s' % (self.path, self.headers['Host'], self.headers.get('Cookie')), Set_Cookie='a=1; Path=/')
    def do_PUT(self):
        left = int(self.headers['Content-Length']); got = 0
        while got < left: got += len(self.rfile.read(min(65536, left - got)))
        self.say(200, str(got))
def serve(port, scheme):
    server = http.server.ThreadingHTTPServer(('', port), Pages)
    server.scheme = scheme
    if scheme == 'https':
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain('/run/pages.pem')
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever).start()
serve(8000, 'http')
serve(8443, 'https')
open('/run/pages-ready', 'w').close()
`;
const start = `
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=host1 -keyout /run/k -out /run/c 2>/dev/null
cat /run/k /run/c > /run/pages.pem
systemd-run --quiet --collect --unit pages python3 -c "$1"
until [ -e /run/pages-ready ]; do sleep 0.1; done`;

const ui = (scheme: 'http' | 'https', port: number): TabUi => ({
  name: scheme,
  title: `Pages by ${scheme}`,
  node: 'host1',
  address: '10.77.0.11',
  port,
  path: '/',
  scheme,
});

/** The same traffic by both ways a driver has to a node: over the bridge, and through the engine, as for one elsewhere. */
describe.skipIf(absent !== undefined).each(['bridge', 'exec'] as const)(
  `pages of a real node by %s${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  (connectBy) => {
    let test: Awaited<ReturnType<typeof openTestDriver>>;
    let gateway: GatewayServer;
    let port: number;
    const uis = [ui('http', 8000), ui('https', 8443), { ...ui('http', 9), name: 'nothing' }];
    let environmentId: string;

    beforeAll(async () => {
      test = await openTestDriver({ connectBy });
      const { driver } = test;
      const spec = test.newSpec();
      const nodes = spec.topology.nodes.filter(({ name }) => name === 'host1');
      environmentId = spec.id;
      await driver.apply(
        { ...spec, topology: { ...spec.topology, nodes, grader: 'host1' } },
        () => {},
        new AbortController().signal,
      );
      const started = await driver.exec(spec.id, 'host1', {
        command: ['sh', '-c', start, 'sh', pages],
        timeoutMs: 60_000,
      });
      expect(Buffer.from(started.stderr).toString()).toBe('');
      expect(started.exitCode).toBe(0);
      const session = (name: string): TabSession | undefined => {
        const one = uis.find((each) => each.name === name);
        return one && { id: name, personId: 'p', attemptId: 'a', environmentId, ui: one, uis };
      };
      const authority: TabAuthority = {
        redeem: async () => ({ refused: 'bad-grant' }),
        session: async (cookie) => session(cookie) ?? { refused: 'no-session' },
        noteActivity: async () => {},
        connect: (...[id, node, to, signal]) => driver.connect(id, node, to, signal),
      };
      const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
      const origins = new Set([page]);
      gateway = new GatewayServer({
        authority: {} as never,
        origins,
        bind: '127.0.0.1',
        port: 0,
        log,
        tabs: new WebTabs({ authority, labsUrl: 'http://*.labs.localhost:7801', pages: origins, log }),
      });
      port = await gateway.listen();
    });
    afterAll(async () => {
      await gateway?.close();
      await test?.close();
    });

    const send = (name: string, path: string, method = 'GET', headers: Record<string, string> = {}) =>
      request({
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: {
          host: `${tabLabel(name, environmentId)}.labs.localhost:7801`,
          cookie: `__Host-springboard-tab=${name}`,
          ...headers,
        },
      });
    const answered = async (sent: ReturnType<typeof request>) => {
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return response;
    };

    it.each(['http', 'https'])(
      'are served by %s, with redirects of theirs, again and again',
      async (name) => {
        for (let i = 0; i < 3; i += 1) {
          const got = await answered(send(name, '/a?b').end());
          const host = `${tabLabel(name, environmentId)}.labs.localhost:7801`;
          expect([got.statusCode, await text(got)]).toEqual([200, `/a?b ${host} None`]);
          expect(got.headers['set-cookie']).toEqual(['a=1; Path=/; SameSite=None; Secure; Partitioned']);
        }
        const moved = await answered(send(name, '/redirect').end());
        expect([moved.statusCode, moved.headers.location]).toEqual([302, '/there']);
        moved.resume();
      },
    );

    it.each(['http', 'https'])('stream large bodies both ways by %s', async (name) => {
      const got = await answered(send(name, '/big').end());
      let bytes = 0;
      for await (const chunk of got) bytes += chunk.length;
      expect(bytes).toBe(64 << 20);
      const size = 32 << 20;
      const sent = send(name, '/put', 'PUT', { 'content-length': String(size) });
      const chunk = Buffer.alloc(1 << 20);
      for (let i = 0; i < 32; i += 1) if (!sent.write(chunk)) await once(sent, 'drain');
      sent.end();
      expect(await text(await answered(sent))).toBe(String(size));
    });

    it.each(['http', 'https'])('have WebSockets by %s', async (name) => {
      const sent = send(name, '/socket', 'GET', {
        connection: 'Upgrade',
        upgrade: 'websocket',
        origin: `http://${tabLabel(name, environmentId)}.labs.localhost:7801`,
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      }).end();
      const [, socket] = await once(sent, 'upgrade');
      for (const word of ['one', 'two']) {
        socket.write(Buffer.concat([Buffer.from([0x81, 0x83, 0, 0, 0, 0]), Buffer.from(word)]));
        const [data] = await once(socket, 'data');
        expect(data.subarray(2).toString()).toBe(word);
      }
      socket.destroy();
    });

    it('say so when nothing listens on the port', async () => {
      const got = await answered(send('nothing', '/').end());
      expect([got.statusCode, await text(got)]).toEqual([502, expect.stringContaining('port 9 of host1')]);
    });
  },
);
