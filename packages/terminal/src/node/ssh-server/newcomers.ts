import { isIPv6 } from 'node:net';
import type { SshLimits } from './limits.ts';

/** Addresses that are remembered at most; above it those that do nothing are forgotten first. */
const mostAddresses = 10_000;

interface Address {
  waiting: number;
  failures: number;
  at: number;
}

/** A connection that has come and not logged in yet. Each call counts once. */
export interface Newcomer {
  loggedIn(): void;
  left(): void;
}

/** How many connections wait to log in, over all addresses and from each, and which addresses only ever fail. */
export class Newcomers {
  readonly #limits: SshLimits;
  readonly #addresses = new Map<string, Address>();
  #waiting = 0;

  constructor(limits: SshLimits) {
    this.#limits = limits;
  }

  /** Undefined for one too many: it is to be cut without a word. */
  enter(ip: string, now = performance.now()): Newcomer | undefined {
    const { waiting, waitingPerAddress, failuresPerAddress } = this.#limits;
    const address = this.#addressOf(networkOf(ip), now);
    const full = this.#waiting >= waiting || address.waiting >= waitingPerAddress;
    if (full || address.failures > failuresPerAddress - 1) return undefined;
    this.#waiting += 1;
    address.waiting += 1;
    let over = false;
    const leave = (failures: number) => {
      if (over) return;
      over = true;
      this.#waiting -= 1;
      address.waiting -= 1;
      address.failures += failures;
    };
    return { loggedIn: () => leave(0), left: () => leave(1) };
  }

  #addressOf(key: string, now: number): Address {
    const known = this.#addresses.get(key);
    if (known) {
      const forgiven = (now - known.at) / this.#limits.failureCountsForMs;
      known.failures = Math.max(0, known.failures - forgiven);
      known.at = now;
      return known;
    }
    if (this.#addresses.size >= mostAddresses) this.#forget(now);
    const address = { waiting: 0, failures: 0, at: now };
    this.#addresses.set(key, address);
    return address;
  }

  #forget(now: number): void {
    const { failureCountsForMs } = this.#limits;
    for (const [key, { waiting, failures, at }] of this.#addresses) {
      if (waiting === 0 && failures * failureCountsForMs <= now - at) this.#addresses.delete(key);
    }
    // All of them still count: the oldest go, so that memory has an end; many at once, since a look at all of them takes its time.
    for (const [key, { waiting }] of this.#addresses) {
      if (this.#addresses.size < mostAddresses * 0.9) return;
      if (waiting === 0) this.#addresses.delete(key);
    }
  }
}

/** Whom an address stands for: itself, or with IPv6 the network of 64 bits that one household or host has. */
function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after].slice(0, 4).join(':');
}
