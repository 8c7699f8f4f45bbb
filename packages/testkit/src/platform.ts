import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What the launcher says over its IPC channel once everything serves. */
const LauncherReady = z.object({
  kind: z.literal('ready'),
  url: z.string(),
  databaseUrl: z.string(),
  installation: z.string(),
  /** Process ids by name: api, gateway, worker, postgres. */
  pids: z.record(z.string(), z.number()),
  /** One-time sign-in links of the demo team by role. */
  links: z.record(z.string(), z.string()),
});
export type PlatformInfo = z.infer<typeof LauncherReady>;

/** A whole Springboard started as `npm start` starts it, in a state folder of its own. */
export class Platform {
  readonly #launcher: ChildProcess;
  #info: PlatformInfo;

  private constructor(launcher: ChildProcess, info: PlatformInfo) {
    this.#launcher = launcher;
    this.#info = info;
    // Said again whenever a process came back with another id.
    launcher.on('message', (message) => {
      const parsed = LauncherReady.safeParse(message);
      if (parsed.success) this.#info = parsed.data;
    });
  }

  get info(): PlatformInfo {
    return this.#info;
  }

  /**
   * Starts the launcher with options of `npm start` and resolves when it serves. Output goes to `<state>/launcher.log`.
   * Rejects when the launcher ends before that; the message names the log.
   */
  static async start(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Platform> {
    const logFile = join(env.SPRINGBOARD_STATE ?? '', 'launcher.log');
    const launcher = fork(join(root, 'scripts/start.ts'), [...args], {
      cwd: root,
      // A test that runs at night is not to be disturbed by those of the labs.
      env: { SPRINGBOARD_NIGHTLY_LAB_TESTS: 'never', ...process.env, ...env },
      silent: true,
    });
    const log = createWriteStream(logFile, { flags: 'a' });
    launcher.stdout?.pipe(log, { end: false });
    launcher.stderr?.pipe(log, { end: false });
    const ended = once(launcher, 'exit').then(([code]) => {
      throw new Error(`the launcher ended with ${code} before the platform served; see ${logFile}`);
    });
    const ready = (async () => {
      for (;;) {
        const [message] = await once(launcher, 'message');
        const parsed = LauncherReady.safeParse(message);
        if (parsed.success) return parsed.data;
      }
    })();
    return new Platform(launcher, await Promise.race([ready, ended]));
  }

  /** Ends the launcher and all it started as a power cut would: SIGKILL, no clean-up. */
  async crash(): Promise<void> {
    const exit = once(this.#launcher, 'exit');
    this.#launcher.kill('SIGKILL');
    for (const pid of Object.values(this.info.pids)) kill(pid);
    await exit;
  }

  /** `kill -9` of one process of the platform. */
  kill(name: 'api' | 'gateway' | 'worker' | 'postgres'): void {
    const pid = this.info.pids[name];
    if (pid === undefined) throw new Error(`the platform runs no ${name} of its own`);
    kill(pid);
  }

  /** Ctrl-C: stops the platform's processes, leaves engine and environments running. */
  async stop(): Promise<void> {
    if (this.#launcher.exitCode !== null || this.#launcher.signalCode !== null) return;
    const exit = once(this.#launcher, 'exit');
    this.#launcher.kill('SIGINT');
    await exit;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
