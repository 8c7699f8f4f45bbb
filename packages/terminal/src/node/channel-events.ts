import type { Readable } from 'node:stream';
import type ssh2 from 'ssh2';

/** Resolves when the channel has closed. */
export function closeOf(channel: ssh2.Channel): Promise<void> {
  // A channel that breaks closes, too; without a listener its error would end the process.
  channel.on('error', () => {});
  return new Promise((resolve) => void channel.once('close', () => resolve()));
}

/** Resolves when everything was read. */
export function endOf(output: Readable): Promise<void> {
  return new Promise((resolve) => void output.once('end', () => resolve()));
}
