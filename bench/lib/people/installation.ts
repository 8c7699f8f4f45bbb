import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createAuth } from '@springboard/auth/auth.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { newIdentity } from '@springboard/config/installation.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { inDatabase, startCluster, templateDatabase } from '@springboard/testkit/cluster.ts';

const host = '127.0.0.1';
const databaseName = 'bench';

/** A database of its own, and the API on it: the process that `npm start` runs, without an engine. */
export class Installation {
  readonly #cluster: Awaited<ReturnType<typeof startCluster>>;
  readonly #state: string;
  readonly #identity = newIdentity();
  readonly database: DatabaseHandle;
  readonly url: string;
  #api: ChildProcess | undefined;

  private constructor(cluster: Awaited<ReturnType<typeof startCluster>>, state: string, port: number) {
    this.#cluster = cluster;
    this.#state = state;
    this.url = `http://${host}:${port}`;
    this.database = createDatabase(this.superuserUrl, { name: 'bench', max: 2 });
  }

  /** With a migrated database that has nothing in it yet. */
  static async prepare(): Promise<Installation> {
    const cluster = await startCluster();
    const admin = createDatabase(cluster.server.adminUrl, { max: 1 });
    await admin.pool.query(`create database ${databaseName} template ${templateDatabase} owner springboard`);
    await admin.close();
    const state = await mkdtemp(join(tmpdir(), 'springboard-bench-'));
    return new Installation(cluster, state, await nextFreePort(20_000 + (process.pid % 10_000), host));
  }

  get superuserUrl(): string {
    return inDatabase(this.#cluster.server.adminUrl, databaseName);
  }

  /** What PostgreSQL logs. */
  async databaseLog(): Promise<string> {
    const { rows } = await this.database.pool.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return join(dirname(rows[0]?.folder ?? ''), 'postgres.log');
  }

  get databasePid(): number {
    return this.#cluster.server.pid;
  }

  get apiPid(): number {
    if (this.#api?.pid === undefined) throw new Error('the API does not run');
    return this.#api.pid;
  }

  /** Starts the API, or starts it again; resolves when it serves. */
  async startApi(): Promise<void> {
    await this.stopApi();
    const api = fork(join(repositoryRoot, 'apps/api/src/main.ts'), [], {
      cwd: repositoryRoot,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        SPRINGBOARD_STATE: this.#state,
        SPRINGBOARD_INSTALLATION: this.#identity.installation,
        SPRINGBOARD_SECRET: this.#identity.secret,
        SPRINGBOARD_URL: this.url,
        SPRINGBOARD_PORT: new URL(this.url).port,
        SPRINGBOARD_API_METRICS_PORT: 'off',
        SPRINGBOARD_PASSWORDS: 'on',
        SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify({ reason: 'A benchmark has no engine.', remedy: 'None.' }),
        DATABASE_URL: this.superuserUrl,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(api, 'exit').then(([code]) => {
      throw new Error(`the API ended with ${code} before it served`);
    });
    await Promise.race([once(api, 'message'), ended]);
    this.#api = api;
  }

  async stopApi(): Promise<void> {
    const api = this.#api;
    this.#api = undefined;
    if (!api || api.exitCode !== null) return;
    const ended = once(api, 'exit');
    api.kill();
    await ended;
  }

  /** Signs somebody in by a link, as anybody who was invited. */
  async signIn(personId: string): Promise<ApiClient> {
    const auth = createAuth({ db: this.database.db, secret: this.#identity.secret, url: this.url });
    return ApiClient.signIn((await createSignInLink(auth, personId)).url);
  }

  async remove(): Promise<void> {
    await this.stopApi();
    await this.database.close();
    await this.#cluster.remove();
    await rm(this.#state, { recursive: true, force: true });
  }
}
