let held: string | null = null;

/** Takes the token out of the address (`/sign-in#<token>`) and clears the fragment, also in the history. */
export function holdSignInToken(): void {
  const { pathname, hash, search } = window.location;
  if (pathname !== '/sign-in' || hash.length < 2) return;
  held = decodeURIComponent(hash.slice(1));
  window.history.replaceState(window.history.state, '', pathname + search);
}

/** The held token, once: a token works once, so nobody may get it twice. */
export function takeSignInToken(): string | null {
  const token = held;
  held = null;
  return token;
}
