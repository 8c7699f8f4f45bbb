import { type CloseReason, closeReasons } from '../common/close.ts';
import type { Log, TerminalAuthority, TerminalGrant } from './authority.ts';
import { Courtesy } from './courtesy.ts';
import type { RecordedScreen, StartRecording } from './recorder.ts';
import { ScreenPool, type ScreenPoolOptions } from './screens/pool.ts';
import { TerminalSession } from './session.ts';
import { Shells } from './shells.ts';
import { type Typist, WriteLock } from './write-lock.ts';

export interface SessionsOptions {
  /** As in `ShellsOptions`. */
  readonly keepAliveMs?: number | undefined;
  readonly heldIn?: string | undefined;
  /** Records every shell; nothing is recorded without it. */
  readonly startRecording?: StartRecording | undefined;
  /** Where the screen of a shell that is found again comes from. */
  readonly recordedScreen?: RecordedScreen | undefined;
  /** Threads in which screens are kept. */
  readonly screens?: Omit<ScreenPoolOptions, 'log'> | undefined;
}

/** Every terminal session of this gateway, by attempt, environment, node and number. */
export class Sessions {
  readonly #authority: TerminalAuthority;
  readonly #log: Log;
  readonly #shells: Shells;
  readonly #screens: ScreenPool;
  readonly #courtesy = new Courtesy();
  readonly #recording: Pick<SessionsOptions, 'startRecording' | 'recordedScreen'>;
  readonly #sessions = new Map<string, TerminalSession>();
  /** By attempt, while it has sessions. */
  readonly #locks = new Map<string, WriteLock>();

  constructor(
    authority: TerminalAuthority,
    log: Log,
    { startRecording, recordedScreen, screens, ...options }: SessionsOptions = {},
  ) {
    this.#recording = { startRecording, recordedScreen };
    this.#authority = authority;
    this.#log = log;
    this.#screens = new ScreenPool({ ...screens, log });
    this.#shells = new Shells({
      connect: (environmentId, node) => authority.connect(environmentId, node),
      standsStill: (environmentId) => authority.standsStill(environmentId),
      log,
      ...options,
    });
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The session a ticket opens: the one that runs, or a new one. A reset environment is another one. */
  of(grant: TerminalGrant): TerminalSession {
    const running = this.running(grant);
    if (running) return running;
    const key = keyOf(grant);
    const session: TerminalSession = new TerminalSession({
      key,
      grant,
      shells: this.#shells,
      screens: this.#screens,
      courtesy: this.#courtesy,
      authority: this.#authority,
      log: this.#log,
      ...this.#recording,
      lock: this.#lockOf(grant.attemptId),
      onEnd: () => {
        if (this.#sessions.get(key) === session) this.#sessions.delete(key);
        if (this.#of(grant.attemptId).length === 0) this.#locks.delete(grant.attemptId);
      },
    });
    this.#sessions.set(key, session);
    return session;
  }

  /** The session a ticket is for, if it runs; a mentor who follows opens none. */
  running(grant: TerminalGrant): TerminalSession | undefined {
    return this.#sessions.get(keyOf(grant));
  }

  /** Gives the write lock of an attempt's terminals to a mentor, or back to the learner (null). */
  share(attemptId: string, typist: Typist | null): void {
    if (typist === null && !this.#locks.has(attemptId)) return;
    if (!this.#lockOf(attemptId).giveTo(typist)) return;
    const sessions = this.#of(attemptId);
    for (const session of sessions) session.lockChanged();
    if (typist === null && sessions.length === 0) this.#locks.delete(attemptId);
  }

  endEnvironment(environmentId: string): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.grant.environmentId === environmentId) session.end(closeReasons.environmentEnded);
    }
  }

  /** Ends every session. Shells that their nodes hold go on. Resolves when the threads of screens have ended. */
  async close(reason: CloseReason): Promise<void> {
    for (const session of [...this.#sessions.values()]) session.end(reason);
    this.#shells.close();
    await this.#screens.close();
  }

  #of(attemptId: string): TerminalSession[] {
    return [...this.#sessions.values()].filter(({ grant }) => grant.attemptId === attemptId);
  }

  #lockOf(attemptId: string): WriteLock {
    const lock = this.#locks.get(attemptId) ?? new WriteLock();
    this.#locks.set(attemptId, lock);
    return lock;
  }
}

function keyOf({ attemptId, environmentId, node, number }: TerminalGrant): string {
  return `${attemptId}/${environmentId}/${node}/${number}`;
}
