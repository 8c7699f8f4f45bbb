import { resolve } from 'node:path';
import { z } from 'zod';
import { Duration, never } from './limits.ts';

/** `git@git.example.org:team/labs.git`, as Git's own short form of an SSH address. */
const shortSsh = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s:][^\s]*$/;

/** Why an address cannot be that of a content repository; undefined when it can. Encrypted ways only, but for this machine itself. */
function addressProblem(address: string): string | undefined {
  if (shortSsh.test(address) || address.startsWith('/')) return undefined;
  if (!URL.canParse(address))
    return 'must be an address such as https://git.example.org/team/labs.git or git@git.example.org:team/labs.git';
  const url = new URL(address);
  if (url.password !== '' || (url.protocol !== 'ssh:' && url.username !== ''))
    return 'must not hold a name or a token, since addresses are shown and logged; put the token into the file that SPRINGBOARD_CONTENT_TOKEN_FILE names';
  if (url.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
    return 'must not be http: what is read from it is run on your nodes; use https or ssh';
  if (!['https:', 'http:', 'ssh:', 'file:'].includes(url.protocol)) return 'must be https, ssh or a path';
  return undefined;
}

/** Why a name cannot be that of a branch; undefined when it can. */
function branchProblem(name: string): string | undefined {
  const parts = name.split('/');
  const good = parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part) && !part.endsWith('.lock'));
  return good && !name.includes('..') && !name.endsWith('.')
    ? undefined
    : 'must be the name of a branch, such as main';
}

/** A text that has no problem. */
const without = (problemOf: (text: string) => string | undefined) =>
  z.string().check((context) => {
    const message = problemOf(context.value);
    if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
  });

/** Secrets are files, so that they stand in no environment and no list of processes. */
const File = z.string().transform((path) => resolve(path));

const Inside = z
  .string()
  .regex(
    /^(\.|[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)*)$/,
    'must be a folder of the repository, such as labs, or “.”',
  )
  .transform((path) => (path === '.' ? '' : path));

/** Where labs come from. Without an address it is the folder of SPRINGBOARD_LABS. */
export const contentVariables = {
  SPRINGBOARD_CONTENT_URL: without(addressProblem).optional(),
  SPRINGBOARD_CONTENT_BRANCH: without(branchProblem).default('main'),
  SPRINGBOARD_CONTENT_FOLDER: Inside.default('labs'),
  SPRINGBOARD_CONTENT_INTERVAL: z.union([never, Duration]).default(60_000),
  SPRINGBOARD_CONTENT_USER: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be a user name')
    .default('git'),
  SPRINGBOARD_CONTENT_TOKEN_FILE: File.optional(),
  SPRINGBOARD_CONTENT_SSH_KEY: File.optional(),
  SPRINGBOARD_CONTENT_KNOWN_HOSTS: File.optional(),
  SPRINGBOARD_CONTENT_WEBHOOK_SECRET_FILE: File.optional(),
} as const;

const Shape = z.object(contentVariables);

/** Settings of content as processes use them. */
export function contentOf(given: z.output<typeof Shape>) {
  return {
    url: given.SPRINGBOARD_CONTENT_URL,
    branch: given.SPRINGBOARD_CONTENT_BRANCH,
    /** The content's folder inside the repository; empty for all of it. */
    folder: given.SPRINGBOARD_CONTENT_FOLDER,
    /** From one look at the repository to the next, in milliseconds; null: only when somebody asks. */
    intervalMs: given.SPRINGBOARD_CONTENT_INTERVAL,
    credentials: {
      user: given.SPRINGBOARD_CONTENT_USER,
      token: given.SPRINGBOARD_CONTENT_TOKEN_FILE,
      sshKey: given.SPRINGBOARD_CONTENT_SSH_KEY,
      knownHosts: given.SPRINGBOARD_CONTENT_KNOWN_HOSTS,
    },
    /** File of the secret that webhooks are signed with; undefined: none are taken. */
    webhookSecretFile: given.SPRINGBOARD_CONTENT_WEBHOOK_SECRET_FILE,
  };
}
export type ContentConfig = ReturnType<typeof contentOf>;
