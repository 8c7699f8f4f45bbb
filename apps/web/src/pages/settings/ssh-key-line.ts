/** True for what must not be sent: a private key was pasted instead of the public one. */
export function isPrivateKey(text: string): boolean {
  return /PRIVATE KEY|^\s*PuTTY-User-Key-File/.test(text);
}

/** What stands behind the key in its line, as a first wish for a name. */
export function commentOf(line: string): string {
  if (isPrivateKey(line)) return '';
  return line.trim().split(/\s+/).slice(2).join(' ').slice(0, 80);
}
