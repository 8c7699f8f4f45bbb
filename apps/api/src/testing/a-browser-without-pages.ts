/** Signs in at the provider's development pages as a browser would, without one. Answers the query with which it is sent back to us. */
export async function signInThere(url: string, login: string): Promise<string> {
  const visitor = new Visitor();
  const asked = await visitor.follow(url);
  const form = /<form[^>]* action="([^"]+)"/.exec(await asked.text())?.[1];
  if (form === undefined) throw new Error(`the provider shows no form at ${asked.url}`);
  const sent = await visitor.follow(form.replaceAll('&amp;', '&'), {
    method: 'POST',
    body: new URLSearchParams({ prompt: 'login', login, password: 'any' }),
  });
  return new URL(sent.headers.get('location') ?? sent.url).search;
}

/** Keeps cookies and follows redirects within one host; the one that leads away is answered. */
class Visitor {
  readonly #cookies = new Map<string, string>();

  async follow(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null || new URL(next, url).host !== new URL(url).host) return answer;
    return this.follow(new URL(next, url).href);
  }
}
