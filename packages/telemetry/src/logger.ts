import {
  type DestinationStream,
  type Logger as PinoLogger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import { withoutParameters } from './query-errors.ts';

export type Logger = PinoLogger;

/** Fields that may carry a secret; their values never reach a log line. */
const secretFields = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'ticket',
  'privateKey',
];
const redactPaths = secretFields.flatMap((field) => {
  const key = /^\w+$/.test(field) ? `.${field}` : `["${field}"]`;
  return [key.replace(/^\./, ''), `*${key}`, `*.*${key}`];
});

/** JSON logger of one process; `name` is the process (`api`, `worker`, …), `level` one of pino's. */
export function createLogger(options: { name: string; level?: string; to?: DestinationStream }): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => stdSerializers.err(withoutParameters(error) as Error) },
      redact: { paths: redactPaths, censor: '[secret]' },
    },
    options.to ?? pino.destination({ dest: 1, sync: false }),
  );
}
