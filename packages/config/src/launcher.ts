import { z } from 'zod';
import { type ContentConfig, contentOf, contentVariables } from './content.ts';
import { deliveryOf, deliveryVariables } from './delivery.ts';
import { limitVariables } from './limits.ts';
import { metricsVariables } from './metrics.ts';
import { defaultStateFolder } from './paths.ts';
import { parseVariables } from './problem.ts';
import { signInOf } from './sign-in/sign-in.ts';
import { signInVariables } from './sign-in/variables.ts';
import { sshVariables } from './ssh.ts';
import { type TlsConfig, tlsOf, tlsVariables } from './tls.ts';
import { trustedProxiesVariable } from './trusted-proxies.ts';
import { type EngineConfig, engineOf, engineVariables, variables } from './variables.ts';

/** What a person may set for `npm start` and the tools; all of it is optional. */
export interface LauncherConfig {
  readonly state: string;
  /** Where what was done to the machine is written down: a test platform shares the engine and so this record. */
  readonly machineState: string;
  readonly url: string | undefined;
  readonly gatewayUrl: string | undefined;
  /** Origins of web tabs, with a star in place of their hosts' first part. */
  readonly labsUrl: string | undefined;
  /** Undefined: as persisted in the state folder, else the default or the next free one. */
  readonly port: number | undefined;
  readonly gatewayPort: number | undefined;
  /** Loopback ports of `GET /metrics`, null for none; undefined as for `port`. */
  readonly metricsPort: number | null | undefined;
  readonly apiMetricsPort: number | null | undefined;
  /** Port of people's own SSH clients, null for none; undefined as for `port`. */
  readonly sshPort: number | null | undefined;
  readonly bind: string;
  /** Null: the platform speaks plain HTTP. */
  readonly tls: TlsConfig | null;
  readonly installation: string | undefined;
  readonly secret: string | undefined;
  /** Undefined: an embedded PostgreSQL in the state folder. */
  readonly databaseUrl: string | undefined;
  readonly engine: EngineConfig;
  readonly labs: string;
  /** A repository that labs come from instead; its address holds no secret. */
  readonly content: Pick<ContentConfig, 'url' | 'branch'>;
  readonly logLevel: z.infer<typeof variables.LOG_LEVEL>;
  /** What nodes may have beyond a closed container, if their topology asks for it. */
  readonly grants: z.output<typeof limitVariables.SPRINGBOARD_GRANTS>;
}

const Launcher = z.object({
  SPRINGBOARD_STATE: variables.SPRINGBOARD_STATE,
  SPRINGBOARD_MACHINE_STATE: variables.SPRINGBOARD_MACHINE_STATE,
  SPRINGBOARD_URL: variables.SPRINGBOARD_URL,
  SPRINGBOARD_PORT: variables.SPRINGBOARD_PORT,
  SPRINGBOARD_GATEWAY_PORT: variables.SPRINGBOARD_GATEWAY_PORT,
  SPRINGBOARD_GATEWAY_URL: variables.SPRINGBOARD_GATEWAY_URL,
  SPRINGBOARD_LABS_URL: variables.SPRINGBOARD_LABS_URL,
  SPRINGBOARD_BIND: variables.SPRINGBOARD_BIND,
  SPRINGBOARD_INSTALLATION: variables.SPRINGBOARD_INSTALLATION.optional(),
  SPRINGBOARD_SECRET: variables.SPRINGBOARD_SECRET.optional(),
  DATABASE_URL: variables.DATABASE_URL.optional(),
  SPRINGBOARD_LABS: variables.SPRINGBOARD_LABS,
  LOG_LEVEL: variables.LOG_LEVEL,
  ...engineVariables,
  ...limitVariables,
  ...contentVariables,
  ...deliveryVariables,
  ...metricsVariables,
  ...sshVariables,
  ...signInVariables,
  ...tlsVariables,
  // Only looked at, as are those of delivery.
  ...trustedProxiesVariable,
});

/** Configuration of `npm start`, `doctor`, `test`, image builds and the CLI. Throws `ConfigError` naming each bad variable. */
export function loadLauncherConfig(env: NodeJS.ProcessEnv): LauncherConfig {
  const schema = Launcher.transform((given, context): LauncherConfig => {
    const addIssue = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    // Only the API uses it; a bad setting is named before anything is started.
    signInOf(given, addIssue);
    // Only looked at: what is wrong with it is told before anything is started.
    deliveryOf(given, addIssue);
    return {
      state: given.SPRINGBOARD_STATE ?? defaultStateFolder(env),
      machineState: given.SPRINGBOARD_MACHINE_STATE ?? given.SPRINGBOARD_STATE ?? defaultStateFolder(env),
      url: given.SPRINGBOARD_URL,
      gatewayUrl: given.SPRINGBOARD_GATEWAY_URL,
      labsUrl: given.SPRINGBOARD_LABS_URL,
      port: given.SPRINGBOARD_PORT,
      gatewayPort: given.SPRINGBOARD_GATEWAY_PORT,
      metricsPort: given.SPRINGBOARD_METRICS_PORT,
      apiMetricsPort: given.SPRINGBOARD_API_METRICS_PORT,
      sshPort: given.SPRINGBOARD_SSH_PORT,
      bind: given.SPRINGBOARD_BIND,
      tls: tlsOf(given, addIssue),
      installation: given.SPRINGBOARD_INSTALLATION,
      secret: given.SPRINGBOARD_SECRET,
      databaseUrl: given.DATABASE_URL,
      engine: engineOf(given, addIssue),
      labs: given.SPRINGBOARD_LABS,
      content: contentOf(given),
      logLevel: given.LOG_LEVEL,
      grants: given.SPRINGBOARD_GRANTS,
    };
  });
  return parseVariables(schema, env);
}
