import { resolve } from 'node:path';
import { z } from 'zod';

const File = z.string().transform((path) => resolve(path));

/** Certificate and key with which pages, API and terminals are served without a proxy in front. */
export const tlsVariables = {
  SPRINGBOARD_TLS_CERT: File.optional(),
  SPRINGBOARD_TLS_KEY: File.optional(),
} as const;

/** Paths of PEM files: the certificate with those of its authority below it, and its key. */
export interface TlsConfig {
  readonly certificate: string;
  readonly key: string;
}

/** Null where nothing is served by TLS; one file without the other, and an address that is not https, are problems. */
export function tlsOf(
  given: {
    readonly SPRINGBOARD_TLS_CERT?: string | undefined;
    readonly SPRINGBOARD_TLS_KEY?: string | undefined;
    readonly SPRINGBOARD_URL?: string | undefined;
  },
  addIssue: (variable: string, message: string) => void,
): TlsConfig | null {
  const { SPRINGBOARD_TLS_CERT: certificate, SPRINGBOARD_TLS_KEY: key, SPRINGBOARD_URL: url } = given;
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined) addIssue('SPRINGBOARD_TLS_CERT', 'is needed with SPRINGBOARD_TLS_KEY');
  if (key === undefined) addIssue('SPRINGBOARD_TLS_KEY', 'is needed with SPRINGBOARD_TLS_CERT');
  if (url !== undefined && !url.startsWith('https:'))
    addIssue('SPRINGBOARD_URL', 'must be an https address where SPRINGBOARD_TLS_CERT is set');
  return { certificate: certificate ?? '', key: key ?? '' };
}
