const vias: Readonly<Record<string, string>> = {
  session: 'in the page',
  'api-token': 'by API token',
  'sign-in-link': 'by sign-in link',
  password: 'by password',
  provider: 'by the company’s sign-in',
  'ssh-key': 'by SSH key',
};

/** How somebody came, in words. */
export function viaWords(via: string): string {
  return vias[via] ?? via;
}

/** `score 12, maxScore 20`: what a line holds besides, on one line; long values are cut. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name} ${valueWords(value)}`)
    .join(', ');
}

const longest = 120;

function valueWords(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(String).join(' ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
