import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { EngineConfig } from '@springboard/config/variables.ts';
import { z } from 'zod';

/** An answer of Incus's API that is an error, with its HTTP status. */
export class EngineApiError extends Error {
  override readonly name = 'EngineApiError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const Answer = z.object({
  type: z.string(),
  error: z.string().optional(),
  error_code: z.number().optional(),
  metadata: z.unknown(),
  operation: z.string().optional(),
});

const Operation = z.object({ status_code: z.number(), err: z.string().optional() });

/** The few calls of set-up and uninstall; environments go through packages/driver-incus. */
export interface EngineApi {
  /** Metadata of the answer; waits for the operation when the call starts one. Throws `EngineApiError`. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

/** Talks to the Incus of `engine`. `timeoutMs` is for one request; long operations are waited for without limit. */
export function engineApi(engine: EngineConfig, timeoutMs = 15_000): EngineApi {
  const send = (method: string, path: string, body: unknown, limitMs: number) =>
    new Promise<unknown>((resolve, reject) => {
      const onResponse = (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
          } catch (error) {
            reject(error);
          }
        });
      };
      const options = { method, headers: { 'content-type': 'application/json' }, timeout: limitMs };
      const sent =
        engine.kind === 'local'
          ? httpRequest({ ...options, socketPath: engine.socket, path, host: 'incus' }, onResponse)
          : httpsRequest(
              new URL(path, engine.url),
              {
                ...options,
                cert: readFileSync(engine.clientCertificate),
                key: readFileSync(engine.clientKey),
                ...(engine.serverCertificate && {
                  ca: readFileSync(engine.serverCertificate),
                  // A pinned certificate is the server's own; its name is of no matter.
                  checkServerIdentity: () => undefined,
                }),
              },
              onResponse,
            );
      sent.on('timeout', () => sent.destroy(new Error(`Incus did not answer within ${limitMs / 1000} s`)));
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    async call(method, path, body) {
      const answer = Answer.parse(await send(method, path, body, timeoutMs));
      if (answer.type === 'error')
        throw new EngineApiError(answer.error_code ?? 500, answer.error ?? 'error');
      if (answer.type !== 'async' || !answer.operation) return answer.metadata;
      const done = Answer.parse(await send('GET', `${answer.operation}/wait`, undefined, 0));
      if (done.type === 'error') throw new EngineApiError(done.error_code ?? 500, done.error ?? 'error');
      const operation = Operation.parse(done.metadata);
      if (operation.status_code !== 200)
        throw new EngineApiError(operation.status_code, operation.err || 'failed');
      return done.metadata;
    },
  };
}
