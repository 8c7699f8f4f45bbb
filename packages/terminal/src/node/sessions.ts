import { type CloseReason, closeReasons } from '../common/close.ts';
import type { Log, TerminalAuthority, TerminalGrant } from './authority.ts';
import type { RecordedScreen, StartRecording } from './recorder.ts';
import { TerminalSession } from './session.ts';
import { Shells } from './shells.ts';

export interface SessionsOptions {
  /** As in `ShellsOptions`. */
  readonly keepAliveMs?: number | undefined;
  readonly heldIn?: string | undefined;
  /** Records every shell; nothing is recorded without it. */
  readonly startRecording?: StartRecording | undefined;
  /** Where the screen of a shell that is found again comes from. */
  readonly recordedScreen?: RecordedScreen | undefined;
}

/** Every terminal session of this gateway, by attempt, environment, node and number. */
export class Sessions {
  readonly #authority: TerminalAuthority;
  readonly #log: Log;
  readonly #shells: Shells;
  readonly #recording: Pick<SessionsOptions, 'startRecording' | 'recordedScreen'>;
  readonly #sessions = new Map<string, TerminalSession>();

  constructor(
    authority: TerminalAuthority,
    log: Log,
    { startRecording, recordedScreen, ...options }: SessionsOptions = {},
  ) {
    this.#recording = { startRecording, recordedScreen };
    this.#authority = authority;
    this.#log = log;
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
    const key = `${grant.attemptId}/${grant.environmentId}/${grant.node}/${grant.number}`;
    const running = this.#sessions.get(key);
    if (running) return running;
    const session: TerminalSession = new TerminalSession({
      key,
      grant,
      shells: this.#shells,
      authority: this.#authority,
      log: this.#log,
      ...this.#recording,
      onEnd: () => {
        if (this.#sessions.get(key) === session) this.#sessions.delete(key);
      },
    });
    this.#sessions.set(key, session);
    return session;
  }

  endEnvironment(environmentId: string): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.grant.environmentId === environmentId) session.end(closeReasons.environmentEnded);
    }
  }

  /** Ends every session. Shells that their nodes hold go on. */
  close(reason: CloseReason): void {
    for (const session of [...this.#sessions.values()]) session.end(reason);
    this.#shells.close();
  }
}
