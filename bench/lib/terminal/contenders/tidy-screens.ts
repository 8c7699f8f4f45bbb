import { BroadcastChannel } from 'node:worker_threads';
import { tidyChannel } from './tidy-channel.ts';

/** A thread of screens that collects its garbage when it is asked to: what it holds is measured, not what it has yet to free. */
const channel = new BroadcastChannel(tidyChannel);
channel.onmessage = ({ data }) => {
  if (data !== 'tidy') return;
  globalThis.gc?.();
  channel.postMessage('done');
};
channel.postMessage('here');

await import('@springboard/terminal/node/screens/thread-program.ts');
