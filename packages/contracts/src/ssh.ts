import { z } from 'zod';

/** A public key that logs its person in to their own environments. */
export const SshKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** As the line begins: `ssh-ed25519`. */
  type: z.string(),
  /** As `ssh-keygen -lf` shows it: `SHA256:…`. */
  fingerprint: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type SshKeyView = z.infer<typeof SshKeyView>;

/** `POST /api/ssh-keys`: the one line of a `.pub` file. */
export const AddSshKey = z.object({
  name: z.string().trim().min(1).max(80),
  line: z.string().trim().min(1).max(16_384),
});
export type AddSshKey = z.infer<typeof AddSshKey>;

/** `GET /api/ssh`: where one's own SSH client connects to; null where the operator has turned it off. */
export const SshAddressView = z
  .object({
    host: z.string(),
    port: z.number().int(),
    /** What the client shows at its first connection, to compare; null until the gateway has made the key. */
    hostKey: z.object({ type: z.string(), fingerprint: z.string(), line: z.string() }).nullable(),
  })
  .nullable();
export type SshAddressView = z.infer<typeof SshAddressView>;

/**
 * The user name that leads to a node of an attempt's environment; without a node, to its first one. The dot needs no quoting in shells,
 * `ssh_config` and addresses, and neither an attempt's id nor a node's name has one.
 */
export function sshUserName(attemptId: string, node?: string): string {
  return node === undefined ? attemptId : `${attemptId}.${node}`;
}

const userName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([a-z][a-z0-9-]{0,30}))?$/;

/** The attempt and the node that a user name leads to; null for any other name. */
export function readSshUserName(name: string): { attemptId: string; node: string | null } | null {
  const [, attemptId, node] = userName.exec(name) ?? [];
  return attemptId === undefined ? null : { attemptId, node: node ?? null };
}
