import type { SshNode } from './authority.ts';

/** Names of the node itself, as clients write them. */
const itself: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', 'ip6-localhost']);

/**
 * Where a forwarded connection goes, as seen by the node that the client is logged in to: that node itself, or another one of the
 * environment by its name or its address on the lab network. Undefined for everything else, hidden nodes among it.
 */
export function destinationOf(
  asked: { readonly host: string; readonly port: number },
  nodes: readonly SshNode[],
): { readonly host: string; readonly port: number } | undefined {
  const { port } = asked;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const host = asked.host.toLowerCase().replace(/\.$/, '');
  if (itself.has(host)) return { host, port };
  const node = nodes.find(({ name, address }) => host === name || host === address);
  // By address: whose name it is, is nothing that a node may say.
  return node && { host: node.address, port };
}
