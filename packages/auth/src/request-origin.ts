/** What of a request sign-in looks at. `ip` is the address the server saw, not what a header claims. */
export interface RequestOrigin {
  readonly headers: Headers;
  readonly ip: string | null;
}
