import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, isPassing, request } from './client.ts';

const Thing = z.object({ id: z.number() });

function answer(body: string, status: number, type = 'application/json'): void {
  vi.stubGlobal('fetch', async () => new Response(body, { status, headers: { 'content-type': type } }));
}
afterEach(() => vi.unstubAllGlobals());

async function failed(): Promise<ApiError> {
  const error = await request('/thing', Thing).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('request', () => {
  it('parses what the contract says and drops what it does not know', async () => {
    answer('{"id":7,"extra":true}', 200);
    expect(await request('/thing', Thing)).toEqual({ id: 7 });
  });

  it('turns problem details into an error with title, detail, remedy and fields', async () => {
    const problem = {
      type: 'urn:springboard:problem:conflict',
      title: 'Already there',
      status: 409,
      code: 'conflict',
      detail: 'A token of that name exists; nothing was changed.',
      remedy: 'Choose another name.',
      errors: [{ path: 'name', message: 'taken' }],
      instance: 'urn:springboard:request:4711',
    };
    answer(JSON.stringify(problem), 409, 'application/problem+json');
    expect(await failed()).toMatchObject({
      code: 'conflict',
      title: 'Already there',
      message: problem.detail,
      remedy: problem.remedy,
      status: 409,
      fields: problem.errors,
      requestNumber: '4711',
    });
  });

  it.each([
    ['a body that breaks the contract', '{"id":"seven"}', 200],
    ['a page instead of JSON', '<!doctype html>', 200],
    ['an error that is no problem document', 'oops', 500],
  ])('says that page and server disagree: %s', async (_, body, status) => {
    answer(body, status);
    expect(await failed()).toMatchObject({ code: 'unexpected', remedy: 'Reload the page.' });
  });

  it('takes a gateway error for a server that is starting, which passes', async () => {
    answer('Bad gateway', 502, 'text/plain');
    const error = await failed();
    expect(error.code).toBe('offline');
    expect(isPassing(error)).toBe(true);
  });

  it('takes a database that is away for something that passes, and keeps the server’s words', async () => {
    const problem = {
      type: 'urn:springboard:problem:unavailable',
      title: 'The database does not answer',
      status: 503,
      code: 'unavailable',
      detail: 'It is most likely being restarted.',
    };
    answer(JSON.stringify(problem), 503, 'application/problem+json');
    const error = await failed();
    expect(error).toMatchObject({ code: 'unavailable', title: problem.title });
    expect(isPassing(error)).toBe(true);
  });

  it('takes a network failure for offline', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(isPassing(await failed())).toBe(true);
  });

  it('lets an abort through, which is nobody’s error', async () => {
    const abort = new AbortController();
    vi.stubGlobal('fetch', async () => {
      abort.abort();
      throw new DOMException('aborted', 'AbortError');
    });
    await expect(request('/thing', Thing, { signal: abort.signal })).rejects.toThrow('aborted');
  });
});
