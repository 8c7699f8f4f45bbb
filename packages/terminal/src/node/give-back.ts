/**
 * Frees the memory of bytes that nobody uses any more; nothing happens to those that share theirs. Else it lies there until the collector runs, which
 * does so all the more often the more lies there, and stops the gateway's thread for 5 to 10 ms each time.
 */
export function giveBack(bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.byteLength === bytes.buffer.byteLength) bytes.buffer.transfer(0);
}
