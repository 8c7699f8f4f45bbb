/** Key of the lock that is held by whoever makes or removes an environment on the engine. */
export function environmentLock(id: string): string {
  return `environment:${id}`;
}
