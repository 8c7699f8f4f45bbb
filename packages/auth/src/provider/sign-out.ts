import type { EndedSession } from '../sign-in.ts';
import type { Provider } from './provider.ts';

/**
 * Where the browser goes to sign out at the provider, too, which its session was opened by; null: nowhere. Throws `ProviderRefusal` when the provider is away.
 */
export async function providerSignOutUrl(
  provider: Provider | null,
  ended: EndedSession | null,
): Promise<string | null> {
  if (provider === null || ended?.cameBy !== 'provider') return null;
  return (await provider.endSessionUrl(ended.idToken))?.href ?? null;
}
