import { PortOrOff } from './port-or-off.ts';

/** Ports on 127.0.0.1 on which worker and API serve `GET /metrics`. */
export const metricsVariables = {
  SPRINGBOARD_METRICS_PORT: PortOrOff.optional(),
  SPRINGBOARD_API_METRICS_PORT: PortOrOff.optional(),
} as const;
