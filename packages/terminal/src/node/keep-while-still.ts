import type { Duplex } from 'node:stream';
import type ssh2 from 'ssh2';

/** Parts of the time from one keep-alive to the next: how long a silence is before it is asked about, and how often it is looked for. */
const silentAfter = 1.4;
const lookEvery = 0.4;

/**
 * Keeps the connection to a node that is made to stand still, for days if need be: its silence would be taken for its end. The
 * platform is asked only about a node that has left a keep-alive unanswered, and while it says yes no more are sent.
 */
export function keepWhileStill(options: {
  readonly client: ssh2.Client;
  readonly stream: Duplex;
  readonly standsStill: () => Promise<boolean>;
  readonly keepAliveMs: number;
}): void {
  const { client, stream, standsStill, keepAliveMs } = options;
  // No public way leads to it: what ssh2 itself does when a keep-alive is answered.
  const { _resetKA: startAnew } = client as unknown as { _resetKA?: () => void };
  let heardAt = performance.now();
  let still = false;
  let asking = false;
  stream.on('data', () => {
    heardAt = performance.now();
    still = false;
  });
  const look = async () => {
    if (asking || performance.now() - heardAt < keepAliveMs * silentAfter) return;
    asking = true;
    try {
      still = await standsStill();
    } catch {
      // The database is away: what it said last holds.
    }
    asking = false;
    if (still) startAnew?.();
  };
  const timer = setInterval(() => void look(), keepAliveMs * lookEvery);
  client.on('close', () => clearInterval(timer));
}
