import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { makeSshKeyPair } from '@springboard/core/environments/keys.ts';
import { addSshKey } from '@springboard/core/ssh/keys.ts';
import { aWorld, type World } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import type { SshLimits } from '@springboard/terminal/node/ssh-server/limits.ts';
import { SshServer } from '@springboard/terminal/node/ssh-server/server.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, eq, like } from 'drizzle-orm';
import { expect } from 'vitest';
import { coreAuthority } from '../core-authority.ts';
import { coreSshAuthority } from '../core-ssh-authority.ts';
import { recordInto } from '../record-into.ts';
import { OwnClient } from './own-client.ts';

/** What is the node of every environment. */
export type TestNode = Pick<TestSshd, 'hostKey' | 'authorize' | 'stop'> & {
  connect(): Promise<Duplex>;
};

/** The SSH server as the gateway runs it, on a real database, with a real sshd as the node of every environment. */
export class SshWorld implements AsyncDisposable {
  readonly database: TestDatabase;
  readonly node: TestNode;
  readonly world: World;
  readonly recordings = mkdtempSync(join(tmpdir(), 'springboard-recordings-'));
  readonly hostKey: { readonly publicKey: string; readonly privateKey: string };
  readonly #clients: OwnClient[] = [];
  readonly #servers: SshServer[] = [];
  /** Lines of the record that are being written. */
  readonly #writing = new Set<Promise<void>>();
  /** To nodes, in the order in which they were opened. */
  readonly streams: Duplex[] = [];
  port = 0;
  server!: SshServer;

  private constructor(
    database: TestDatabase,
    node: TestNode,
    hostKey: { publicKey: string; privateKey: string },
  ) {
    this.database = database;
    this.node = node;
    this.world = aWorld(database.db);
    this.hostKey = hostKey;
  }

  /** With an sshd of this host as the node, unless another one is given. */
  static async open(given?: TestNode): Promise<SshWorld> {
    const [database, node, hostKey] = await Promise.all([
      withDb(),
      given ?? startSshd({ plain: true }),
      makeSshKeyPair('springboard'),
    ]);
    const made = new SshWorld(database, node, hostKey);
    ({ server: made.server, port: made.port } = await made.serve({}));
    return made;
  }

  /** One more server with other limits. */
  async serve(limits: Partial<SshLimits>): Promise<{ server: SshServer; port: number }> {
    const { ctx } = this.world;
    const connect = async () => {
      const stream = await this.node.connect();
      this.streams.push(stream);
      return stream;
    };
    const authority = coreSshAuthority(ctx, coreAuthority(ctx, { connect }));
    const record: typeof authority.record = (...given) => {
      const written = authority.record(...given);
      const forget = () => this.#writing.delete(written);
      this.#writing.add(written);
      written.then(forget, forget);
      return written;
    };
    const server = new SshServer({
      authority: { ...authority, record },
      hostKey: this.hostKey.privateKey,
      bind: '127.0.0.1',
      port: 0,
      log: ctx.log,
      startRecording: recordInto(this.recordings, ctx.log),
      limits,
    });
    this.#servers.push(server);
    return { server, port: await server.listen() };
  }

  /** A computer that trusts the server. */
  aClient(type?: string, port = this.port): OwnClient {
    const client = new OwnClient(type);
    client.configure(port, this.hostKey.publicKey);
    this.#clients.push(client);
    return client;
  }

  /** A learner's running attempt whose node is the test's sshd, reached with the key that core made. */
  async anAttempt() {
    const running = await aRunningAttempt(this.world);
    const environmentId = running.view.environment?.id ?? '';
    const node = running.view.environment?.nodes.find(({ terminal }) => terminal)?.name ?? '';
    const [row] = await this.database.db
      .update(environment)
      .set({ applied: { nodes: { [node]: { managementAddress: null, hostKey: this.node.hostKey } } } })
      .where(eq(environment.id, environmentId))
      .returning();
    await this.node.authorize(row?.publicKey ?? '');
    return { ...running, environmentId, node };
  }

  /** The same with a computer whose key is registered. */
  async aLearner(type?: string) {
    const attempt = await this.anAttempt();
    const client = this.aClient(type);
    const key = await addSshKey(this.world.ctx, attempt.actor, { name: 'laptop', line: client.line });
    return { ...attempt, client, key, at: attempt.id };
  }

  /** Resolves when everybody has left the first server, and what they did is written down. */
  async allRecorded(): Promise<void> {
    await expect.poll(() => this.server.size).toBe(0);
    while (this.#writing.size > 0) {
      await Promise.allSettled(this.#writing);
      // What waited for its turn begins now.
      await setImmediate();
    }
  }

  /** What the record says of files, in its order. */
  async transfers(): Promise<{ action: string; actor: string; detail: Record<string, unknown> }[]> {
    const rows = await this.database.db
      .select()
      .from(auditEvent)
      .where(like(auditEvent.action, 'ssh.%'))
      .orderBy(asc(auditEvent.id));
    return rows.map(({ action, actor, detail }) => ({ action, actor, detail }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) await client.close();
    for (const server of this.#servers) await server.close();
    await this.node.stop();
    await this.database.close();
    rmSync(this.recordings, { recursive: true });
  }
}
