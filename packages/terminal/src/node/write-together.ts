import type { Writable } from 'node:stream';

/**
 * Has what is written to a stream in one go leave it in one piece. ssh2 writes a packet in three: as many calls of the kernel, and packets that wake the node.
 */
export function writeTogether(stream: Writable): void {
  const write = stream.write;
  let corked = false;
  stream.write = ((...args: Parameters<Writable['write']>) => {
    if (!corked) {
      corked = true;
      stream.cork();
      queueMicrotask(() => {
        corked = false;
        stream.uncork();
      });
    }
    return write.apply(stream, args);
  }) as Writable['write'];
}
