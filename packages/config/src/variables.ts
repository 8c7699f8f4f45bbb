import { resolve } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from './paths.ts';

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, 'must be a port number from 1 to 65535');

const url = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address such as ${example}`,
    );

const Folder = z.string().transform((path) => resolve(path));

/** How Springboard reaches Incus: through a socket of this machine, or another machine's HTTPS API. */
export type EngineConfig =
  | { readonly kind: 'local'; readonly socket: string }
  | {
      readonly kind: 'remote';
      readonly url: string;
      /** Paths of PEM files. */
      readonly clientCertificate: string;
      readonly clientKey: string;
      /** Path of the PEM file of the server's certificate, to pin; null to trust the system's authorities. */
      readonly serverCertificate: string | null;
    };

/** Every variable Springboard reads, each with the rule its text must keep. */
export const variables = {
  SPRINGBOARD_STATE: Folder.optional(),
  SPRINGBOARD_MACHINE_STATE: Folder.optional(),
  SPRINGBOARD_URL: url(['http:', 'https:'], 'https://labs.example.org').optional(),
  SPRINGBOARD_PORT: Port.optional(),
  SPRINGBOARD_GATEWAY_PORT: Port.optional(),
  SPRINGBOARD_GATEWAY_URL: url(['ws:', 'wss:'], 'wss://labs.example.org/gateway').optional(),
  SPRINGBOARD_LABS_URL: z
    .string()
    .regex(
      /^https?:\/\/\*(\.[a-z0-9-]+)+(:\d{1,5})?\/?$/,
      'must be an address with a star for its first part, such as https://*.labs.example.org',
    )
    .optional(),
  SPRINGBOARD_BIND: z
    .union([z.ipv4(), z.ipv6()], 'must be an IP address such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  SPRINGBOARD_INSTALLATION: z.string().regex(/^[0-9a-f]{8}$/, 'must be 8 digits from 0-9 and a-f'),
  SPRINGBOARD_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 random bytes in base64url (43 characters)'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgresql://user@host:5432/springboard'),
  INCUS_SOCKET: z.string().startsWith('/', 'must be an absolute path').default('/var/lib/incus/unix.socket'),
  INCUS_URL: url(['https:'], 'https://incus.example.org:8443').optional(),
  INCUS_CLIENT_CERT: Folder.optional(),
  INCUS_CLIENT_KEY: Folder.optional(),
  INCUS_SERVER_CERT: Folder.optional(),
  SPRINGBOARD_LABS: Folder.default(resolve(repositoryRoot, 'labs')),
  SPRINGBOARD_ENGINE_PROBLEM: z
    .string()
    .transform((text, context) => {
      try {
        return z.object({ reason: z.string(), remedy: z.string() }).parse(JSON.parse(text));
      } catch {
        context.addIssue('must be JSON with reason and remedy; only the launcher sets it');
        return z.NEVER;
      }
    })
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info'),
} as const;

const engineShape = z.object({
  INCUS_SOCKET: variables.INCUS_SOCKET,
  INCUS_URL: variables.INCUS_URL,
  INCUS_CLIENT_CERT: variables.INCUS_CLIENT_CERT,
  INCUS_CLIENT_KEY: variables.INCUS_CLIENT_KEY,
  INCUS_SERVER_CERT: variables.INCUS_SERVER_CERT,
});

/** The variables of the engine, for schemas to extend. */
export const engineVariables = engineShape.shape;

/** Makes one `EngineConfig` of the parsed variables; a remote engine without its client certificate is a problem. */
export function engineOf(
  parsed: z.infer<typeof engineShape>,
  addIssue: (variable: string, message: string) => void,
): EngineConfig {
  if (parsed.INCUS_URL === undefined) return { kind: 'local', socket: parsed.INCUS_SOCKET };
  for (const name of ['INCUS_CLIENT_CERT', 'INCUS_CLIENT_KEY'] as const) {
    if (parsed[name] === undefined) addIssue(name, 'is needed with INCUS_URL: the path of a PEM file');
  }
  return {
    kind: 'remote',
    url: parsed.INCUS_URL,
    clientCertificate: parsed.INCUS_CLIENT_CERT ?? '',
    clientKey: parsed.INCUS_CLIENT_KEY ?? '',
    serverCertificate: parsed.INCUS_SERVER_CERT ?? null,
  };
}
