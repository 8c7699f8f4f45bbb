import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Makes a certificate of one day for 127.0.0.1, which is its own authority; answers the paths of its PEM files. */
export function aCertificate(folder: string, name: string): { certificate: string; key: string } {
  const certificate = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  const whose = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...kind, ...files, ...whose], { stdio: 'ignore' });
  return { certificate, key };
}
