/** The shortest module there is: its name and its version. */
const module = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/**
 * Whether this document may run WebAssembly, which the player's terminal is made of. The API allows it in the policy of the replay's own addresses
 * and nowhere else, and a policy is that of the address which the document was loaded from.
 */
export function wasmAllowed(): boolean {
  try {
    return new WebAssembly.Module(module) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/** Whether the document was loaded from the address that is shown: if so, loading it again changes nothing. */
export function loadedFromHere(): boolean {
  const [loaded] = performance.getEntriesByType('navigation');
  return loaded !== undefined && new URL(loaded.name).pathname === window.location.pathname;
}
