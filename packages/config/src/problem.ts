import type { z } from 'zod';

/** One variable that cannot be used, in words for the person who set it. */
export interface VariableProblem {
  readonly variable: string;
  readonly problem: string;
  /** What was given, cut short; null for secrets and for variables that are not set. */
  readonly given: string | null;
}

/** Thrown before anything is started: the environment variables do not make a configuration. Lists every bad one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly VariableProblem[];
  constructor(problems: readonly VariableProblem[]) {
    const lines = problems.map(({ variable, problem, given }) => {
      const shown = given === null ? '' : ` (given: ${JSON.stringify(given)})`;
      return `  ${variable}: ${problem}${shown}`;
    });
    super(`The configuration cannot be used; nothing was started.\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

const confidential = /SECRET|KEY|PASSWORD|TOKEN|DATABASE_URL|CONTENT_URL|SMTP_URL/;

/** Validates `env` against `schema`; empty strings count as unset. Throws `ConfigError` naming each bad variable. */
export function parseVariables<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv): z.infer<S> {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue): VariableProblem => {
    const variable = String(issue.path[0] ?? 'environment');
    const value = set[variable];
    const missing = value === undefined;
    return {
      variable,
      problem: missing && issue.code === 'invalid_type' ? 'is not set, and is needed here' : issue.message,
      given: missing || confidential.test(variable) ? null : value.slice(0, 80),
    };
  });
  throw new ConfigError(problems);
}
