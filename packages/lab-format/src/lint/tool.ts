import { spawn } from 'node:child_process';

/** What a program printed; undefined when there is no such program. */
export async function runTool(
  program: string,
  args: readonly string[],
  input: string,
): Promise<string | undefined> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  child.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
  );
  child.once('close', () => resolve(Buffer.concat(chunks).toString()));
  child.stdin.end(input);
  return promise;
}
