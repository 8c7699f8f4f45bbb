const key = 'springboard.return';

/** Remembers, in this tab, where somebody who had to sign in first wanted to go. */
export function rememberReturn(path: string): void {
  try {
    if (path !== '/') sessionStorage.setItem(key, path);
  } catch {
    // Without storage people land on the catalogue.
  }
}

/** Where to go after signing in; forgotten by asking. Only paths of this site are answered. */
export function takeReturn(): string {
  try {
    const path = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return path !== null && /^\/(?![/\\])/.test(path) ? path : '/';
  } catch {
    return '/';
  }
}
