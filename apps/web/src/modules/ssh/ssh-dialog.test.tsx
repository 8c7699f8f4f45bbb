import type { SshAddressView, SshKeyView } from '@springboard/contracts/ssh.ts';
import { TooltipProvider } from '@springboard/ui/tooltip.tsx';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { sshAddressQuery, sshKeysQuery } from '../../api/ssh.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import { Ways } from './ssh-dialog.tsx';

const attempt = anAttempt();
const node = attempt.environment?.nodes[0]?.name ?? '';
const fingerprint = `SHA256:${'a'.repeat(43)}`;
const address: SshAddressView = {
  host: 'labs.example.org',
  port: 2222,
  hostKey: { type: 'ssh-ed25519', fingerprint, line: 'ssh-ed25519 AAAA' },
};
const key: SshKeyView = {
  id: crypto.randomUUID(),
  name: 'laptop',
  type: 'ssh-ed25519',
  fingerprint,
  createdAt: new Date().toISOString(),
  lastUsedAt: null,
};

async function shown(of: SshAddressView, keys: readonly SshKeyView[]): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(sshAddressQuery.queryKey, of);
  client.setQueryData(sshKeysQuery.queryKey, [...keys]);
  const routeTree = createRootRoute({ component: () => <Ways attempt={attempt} /> });
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  await router.load();
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <TooltipProvider>
        <RouterProvider router={router as never} />
      </TooltipProvider>
    </QueryClientProvider>,
  );
}

it('has the command, the host key to compare, and lines for other programs', async () => {
  const html = await shown(address, [key]);
  expect(html).toContain(`ssh -p 2222 ${attempt.id}@labs.example.org`);
  expect(html).toContain(fingerprint);
  expect(html).toContain(`User ${attempt.id}.${node}`);
  expect(html).not.toContain('You have no key registered');
});

it('says that a key is missing, and leads to where it is added', async () => {
  const html = await shown(address, []);
  expect(html).toContain('You have no key registered');
  expect(html).toContain('href="/settings"');
});

it('has no fingerprint before there is a host key, and says where it is turned off', async () => {
  const html = await shown({ host: 'labs.example.org', port: 22, hostKey: null }, [key]);
  expect(html).toContain(`ssh ${attempt.id}@labs.example.org`);
  expect(html).not.toContain('fingerprint');
  expect(await shown(null, [key])).toContain('turned this off');
});
