import type { RunResult } from '../common/frames.ts';

interface Pending {
  readonly text: string;
  /** The shell it is meant for; undefined until the first WELCOME. */
  shell: string | undefined;
  readonly promise: Promise<RunResult>;
  readonly settle: (result: RunResult) => void;
}

/** *Run in terminal* clicks that have no answer yet. They are sent again after a reconnect: the server runs an id once. */
export class PendingRuns {
  readonly #pending = new Map<string, Pending>();

  add(id: string, text: string, shell: string | undefined): Promise<RunResult> {
    const before = this.#pending.get(id);
    if (before) return before.promise;
    const { promise, resolve } = Promise.withResolvers<RunResult>();
    this.#pending.set(id, { text, shell, promise, settle: resolve });
    return promise;
  }

  waiting(): { id: string; text: string }[] {
    return [...this.#pending].map(([id, { text }]) => ({ id, text }));
  }

  settle(result: RunResult): void {
    this.#pending.get(result.id)?.settle(result);
    this.#pending.delete(result.id);
  }

  /** This shell answered. What was meant for another one is not typed into it. */
  keepOnly(shell: string): void {
    for (const [id, pending] of this.#pending) {
      pending.shell ??= shell;
      if (pending.shell === shell) continue;
      this.settle({ id, outcome: 'not-run', text: 'The shell was restarted before the command was typed.' });
    }
  }

  end(reason: string): void {
    for (const id of [...this.#pending.keys()]) this.settle({ id, outcome: 'not-run', text: reason });
  }
}
