import { z } from 'zod';

/** Stable codes of errors; `type` of the problem document is `urn:springboard:problem:<code>`. */
export const ProblemCode = z.enum([
  'invalid-input',
  'not-signed-in',
  'sign-in-link-used',
  /** Address and password do not belong together. */
  'wrong-password',
  /** The company's sign-in does not answer. */
  'provider-unavailable',
  'forbidden',
  'not-found',
  'conflict',
  'lab-unavailable',
  'attempt-over',
  'environment-not-ready',
  /** Web tabs cannot be opened at this installation's address. */
  'web-uis-unavailable',
  'too-many-requests',
  'limit-reached',
  /** The repository of the labs cannot be read or written. */
  'content-unavailable',
  /** Passes by itself: the database is being restarted. */
  'unavailable',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** RFC 9457 problem details as every route answers them. `detail` says what happened and what was kept, `remedy` what to do. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: ProblemCode,
  detail: z.string(),
  remedy: z.string().optional(),
  instance: z.string().optional(),
  /** For `invalid-input`: which fields, and what is wrong with each. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

const status: Record<ProblemCode, number> = {
  'invalid-input': 422,
  'not-signed-in': 401,
  'sign-in-link-used': 410,
  'wrong-password': 403,
  'provider-unavailable': 503,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'lab-unavailable': 503,
  'attempt-over': 409,
  'environment-not-ready': 409,
  'web-uis-unavailable': 503,
  'too-many-requests': 429,
  'limit-reached': 409,
  'content-unavailable': 503,
  unavailable: 503,
  internal: 500,
};

/** An error that a person is meant to read. Use cases throw it; the API turns it into problem details. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly title: string;
  readonly remedy: string | undefined;
  readonly errors: Problem['errors'];

  constructor(
    code: ProblemCode,
    title: string,
    options: { detail: string; remedy?: string; errors?: Problem['errors']; cause?: unknown },
  ) {
    super(options.detail, { cause: options.cause });
    this.code = code;
    this.title = title;
    this.remedy = options.remedy;
    this.errors = options.errors;
  }

  get status(): number {
    return status[this.code];
  }

  toProblem(instance?: string): Problem {
    return {
      type: `urn:springboard:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail: this.message,
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(instance === undefined ? {} : { instance }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}
