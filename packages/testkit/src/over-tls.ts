import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';

/** What a server at this port answers to who trusts only this certificate, which has to be JSON. */
export async function askOverTls(
  port: number,
  path: string,
  certificate: string,
): Promise<{ readonly status: number | undefined; readonly body: unknown }> {
  const options: RequestOptions = { host: '127.0.0.1', port, path, ca: readFileSync(certificate) };
  const [answer] = await once(get({ ...options, agent: false }), 'response');
  let text = '';
  for await (const part of answer) text += part;
  return { status: answer.statusCode, body: JSON.parse(text) };
}
