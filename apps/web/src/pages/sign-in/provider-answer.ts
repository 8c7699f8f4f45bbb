/** The word with which the company's provider, by way of the API, sent the browser to this page (`/sign-in?provider=done`); null when it came another way. Cleared from the address, so that a reload says nothing anew. */
export function takeProviderAnswer(): string | null {
  const { pathname, search, hash } = window.location;
  const parameters = new URLSearchParams(search);
  const answer = parameters.get('provider');
  if (answer === null) return null;
  parameters.delete('provider');
  const rest = parameters.size === 0 ? '' : `?${parameters}`;
  window.history.replaceState(window.history.state, '', pathname + rest + hash);
  return answer;
}
