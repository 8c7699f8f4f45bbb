interface Run {
  readonly queueId: string;
  readonly controller: AbortController;
  readonly done: Promise<unknown>;
}

/** What this process is working on. One entity is never worked on twice at a time, not even after its lock was lost. */
export class RunningJobs {
  readonly #runs = new Map<string, Run>();
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Runs `work` once an earlier run of the same entity, which is told to end, has ended. */
  async run(entity: string, queueId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    for (let earlier = this.#runs.get(entity); earlier; earlier = this.#runs.get(entity)) {
      earlier.controller.abort(new Error('The job was taken up again.'));
      await earlier.done;
    }
    const controller = new AbortController();
    if (this.#stopping) controller.abort(new Error('The worker is ending.'));
    const result = work(controller.signal);
    const run: Run = { queueId, controller, done: result.catch(() => {}) };
    this.#runs.set(entity, run);
    try {
      await result;
    } finally {
      if (this.#runs.get(entity) === run) this.#runs.delete(entity);
    }
  }

  /** Tells the runs of these queue ids that their lock is gone. */
  lockLost(queueIds: readonly string[]): void {
    for (const run of this.#runs.values()) {
      if (queueIds.includes(run.queueId)) run.controller.abort(new Error('The lock of the job was lost.'));
    }
  }

  stop(): void {
    this.#stopping = true;
    for (const run of this.#runs.values()) run.controller.abort(new Error('The worker is ending.'));
  }

  names(): string[] {
    return [...this.#runs.keys()];
  }
}
