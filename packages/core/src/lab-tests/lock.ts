/** Key of the lock that is held by whoever works on a contract test. */
export function labTestLock(id: string): string {
  return `lab-test:${id}`;
}
