const key = 'springboard.return';

/**
 * Remembers, in this tab, where somebody who had to sign in first wanted to go. Never the sign-in page itself: while it is being loaded the address is
 * its already, and who asks is still the page before it.
 */
export function rememberReturn(path: string): void {
  try {
    if (path !== '/' && !/^\/sign-in(?:[?#]|$)/.test(path)) sessionStorage.setItem(key, path);
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
