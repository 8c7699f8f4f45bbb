/** Ends a subscription. */
export type Unsubscribe = () => void;

/** Typed events, the same in the gateway and in the page. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => void>>();

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): Unsubscribe {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      (listener as (event: Events[K]) => void)(event);
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
