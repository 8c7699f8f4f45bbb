import type { IncomingMessage } from 'node:http';

/** So long, in milliseconds, somebody without a tab may go on sending what nobody reads. */
const leftoverMs = 10_000;

/**
 * Lets a body go that nobody wants, what was read of it and what still comes: a browser that is cut off while it sends shows no answer. One that has
 * not come to its end after `ms` is cut off all the same.
 */
export function letBodyGo(request: IncomingMessage, ms = leftoverMs): void {
  request.unpipe();
  request.resume();
  cutLate(request, ms);
}

/** Cuts a request off whose body has not come within so many milliseconds. */
export function cutLate(request: IncomingMessage, ms: number): void {
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), ms).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
