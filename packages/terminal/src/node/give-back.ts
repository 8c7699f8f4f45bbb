/** Less is not worth the call. */
const leastBytes = 4 * 1024;

/**
 * What to call when bytes have been written: it frees their memory at once. Else it lies there until the collector runs, which does so all the more often the
 * more lies there, and stops the gateway's thread for 5 to 10 ms each time. Undefined for few bytes, and for such that share their memory.
 */
export function givingBack(bytes: Uint8Array<ArrayBuffer>): ((error?: Error | null) => void) | undefined {
  if (bytes.length < leastBytes || bytes.length !== bytes.buffer.byteLength) return undefined;
  return (error) => {
    if (!error) bytes.buffer.transfer(0);
  };
}
