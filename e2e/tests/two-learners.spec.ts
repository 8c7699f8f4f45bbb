import { expect, test } from '@playwright/test';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ApiClient, ApiError } from '@springboard/testkit/api-client.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';

interface Learner {
  readonly api: ApiClient;
  readonly attempt: AttemptView;
  readonly terminal: TestTerminal;
}

async function learner(name: string): Promise<Learner> {
  const api = await ApiClient.signIn(await newPersonLink(underTest(), name));
  const started = await api.startAttempt('linux/first-steps');
  const attempt = await api.waitFor(started.id, (view) => view.environment?.state === 'ready', 150_000);
  const terminal = new TestTerminal(api, attempt.id, 'host1');
  await terminal.prompt(120_000);
  return { api, attempt, terminal };
}

/** Status of a request that is expected to be refused. */
async function refusal(request: Promise<unknown>): Promise<number> {
  return request.then(
    () => 200,
    (error) => {
      if (error instanceof ApiError) return error.status;
      throw error;
    },
  );
}

test.describe('two learners side by side', () => {
  let ada: Learner;
  let ben: Learner;

  test.beforeAll(async () => {
    [ada, ben] = await Promise.all([learner('Ada'), learner('Ben')]);
  });
  test.afterAll(async () => {
    for (const { api, attempt, terminal } of [ada, ben]) {
      terminal.close();
      await api.finishAttempt(attempt.id);
    }
  });

  test('nothing of the other is there in the API, and not even that it exists', async () => {
    const id = ada.attempt.id;
    const requests: [string, string, unknown?][] = [
      ['GET', `/api/attempts/${id}`],
      ['GET', `/api/attempts/${id}/events`],
      ['POST', `/api/attempts/${id}/finish`],
      ['POST', `/api/attempts/${id}/reset`],
      ['POST', `/api/attempts/${id}/retry`],
      ['POST', `/api/attempts/${id}/extend`],
      ['POST', `/api/attempts/${id}/tasks/${ada.attempt.tasks[0]?.id}/check`],
      ['POST', `/api/attempts/${id}/tasks/${ada.attempt.tasks[0]?.id}/hints/0`],
      ['POST', `/api/attempts/${id}/terminals`, { node: 'host1', number: 1 }],
      ['POST', `/api/attempts/${id}/web-uis`, { name: 'dashboard' }],
    ];
    for (const [method, path, body] of requests) {
      expect(await refusal(ben.api.request(method, path, body)), `${method} ${path}`).toBe(404);
    }
    const mine = (await (await ben.api.request('GET', '/api/attempts')).json()) as { id: string }[];
    expect(mine.map((attempt) => attempt.id)).toEqual([ben.attempt.id]);
  });

  test('a ticket opens one socket, once, and only from the page it was made for', async () => {
    const { ticket } = await ada.api.terminalTicket(ada.attempt.id, 'host1', 2);
    const once = await stateWith(ada, ticket, ada.api.url);
    expect(once).toBe('open');
    expect(await stateWith(ben, ticket, ben.api.url)).not.toBe('open');
    const fresh = await ada.api.terminalTicket(ada.attempt.id, 'host1', 2);
    expect(await stateWith(ada, fresh.ticket, 'http://evil.example')).not.toBe('open');
  });

  test('the environments cannot reach each other, the platform or the world', async () => {
    ada.terminal.forget();
    // Addresses of the other's node on the management network, as the node itself sees them.
    ada.terminal.type('ip -4 -o addr show eth1 | awk \'{print "management=" $4}\'');
    const [, address] = await ada.terminal.until(/management=([\d.]+)\/\d+/);
    const api = new URL(underTest().info.url);
    const gateway = new URL((await ada.api.terminalTicket(ada.attempt.id, 'host1')).url);
    const bridge = address?.replace(/\.\d+$/, '.1');
    const targets = [
      [address, 22],
      [bridge, 22],
      [bridge, api.port],
      [bridge, gateway.port],
      ['1.1.1.1', 53],
    ] as const;
    for (const [host, port] of targets) {
      ben.terminal.forget();
      ben.terminal.type(
        `timeout 3 bash -c '</dev/tcp/${host}/${port}' 2>/dev/null && echo rea''ched || echo no''thing`,
      );
      const [said] = await ben.terminal.until(/reached|nothing/);
      expect(said, `${host}:${port}`).toBe('nothing');
    }
    // The same address on the lab network is each one's own host.
    ada.terminal.type('echo ada > /root/whose');
    ben.terminal.type('ls /root/whose; ip neigh show dev eth0 | wc -l');
    await ben.terminal.until(/No such file/);
  });
});

/** What becomes of a terminal that is opened with exactly this ticket from this origin. */
async function stateWith(who: Learner, ticket: string, origin: string): Promise<string> {
  const { url } = await who.api.terminalTicket(who.attempt.id, 'host1', 3);
  const page = Object.create(who.api, {
    url: { value: origin },
    terminalTicket: { value: async () => ({ ticket, url, expiresAt: '' }) },
  }) as ApiClient;
  const terminal = new TestTerminal(page, who.attempt.id, 'host1', 2);
  const { promise, resolve } = Promise.withResolvers<string>();
  terminal.client.on('state', (state) => {
    if (state.kind !== 'connecting') resolve(state.kind);
  });
  const kind = await promise;
  terminal.close();
  return kind;
}
