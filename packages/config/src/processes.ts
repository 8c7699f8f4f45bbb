import { join } from 'node:path';
import { z } from 'zod';
import {
  type Addresses,
  addressesOf,
  defaultApiMetricsPort,
  defaultGatewayPort,
  defaultMetricsPort,
  defaultPort,
} from './addresses.ts';
import { type ContentConfig, contentOf, contentVariables } from './content.ts';
import { type DeliveryConfig, deliveryOf, deliveryVariables } from './delivery.ts';
import { type LimitsConfig, limitsOf, limitVariables } from './limits.ts';
import { metricsVariables } from './metrics.ts';
import { defaultStateFolder } from './paths.ts';
import { orDefault } from './port-or-off.ts';
import { parseVariables } from './problem.ts';
import { type SignInConfig, signInOf } from './sign-in/sign-in.ts';
import { signInVariables } from './sign-in/variables.ts';
import { type SshConfig, sshOf, sshVariables } from './ssh.ts';
import { type TlsConfig, tlsOf, tlsVariables } from './tls.ts';
import { trustedProxiesVariable } from './trusted-proxies.ts';
import { type EngineConfig, engineOf, engineVariables, variables } from './variables.ts';

/** What each process of the platform is told; the launcher sets every variable explicitly. */
export interface PlatformConfig extends Addresses {
  readonly state: string;
  /** Folder of what terminals printed. */
  readonly recordings: string;
  /** 8 lower-case hex digits; the Incus project is `sb-<installation>`. */
  readonly installation: string;
  /** 32 random bytes, base64url: seals private keys, signs sessions. Never logged. */
  readonly secret: string;
  readonly databaseUrl: string;
  readonly engine: EngineConfig;
  /** Why no engine can run here, as the launcher found it; null where the driver may speak for itself. */
  readonly engineProblem: { readonly reason: string; readonly remedy: string } | null;
  readonly limits: LimitsConfig;
  /** Content folder, where `content` names no repository. */
  readonly labs: string;
  readonly content: ContentConfig;
  /** Null: notices do not leave that way. */
  readonly delivery: DeliveryConfig;
  readonly logLevel: z.infer<typeof variables.LOG_LEVEL>;
  /** Null where people's own SSH clients are not taken. */
  readonly ssh: SshConfig | null;
  /** Loopback ports of `GET /metrics`; null: none. */
  readonly metricsPorts: { readonly worker: number | null; readonly api: number | null };
}

export interface ServerConfig extends PlatformConfig {
  /** Address to listen on, such as 127.0.0.1. */
  readonly bind: string;
  readonly port: number;
  /** Null: plain HTTP, for this machine or for a proxy in front. */
  readonly tls: TlsConfig | null;
}

export interface ApiConfig extends ServerConfig {
  /** Addresses and networks of proxies in front, which say where a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly signIn: SignInConfig;
}

const Platform = z.object({
  SPRINGBOARD_STATE: variables.SPRINGBOARD_STATE,
  SPRINGBOARD_URL: variables.SPRINGBOARD_URL,
  SPRINGBOARD_PORT: variables.SPRINGBOARD_PORT,
  SPRINGBOARD_GATEWAY_PORT: variables.SPRINGBOARD_GATEWAY_PORT,
  SPRINGBOARD_GATEWAY_URL: variables.SPRINGBOARD_GATEWAY_URL,
  SPRINGBOARD_LABS_URL: variables.SPRINGBOARD_LABS_URL,
  SPRINGBOARD_BIND: variables.SPRINGBOARD_BIND,
  SPRINGBOARD_INSTALLATION: variables.SPRINGBOARD_INSTALLATION,
  SPRINGBOARD_SECRET: variables.SPRINGBOARD_SECRET,
  DATABASE_URL: variables.DATABASE_URL,
  SPRINGBOARD_LABS: variables.SPRINGBOARD_LABS,
  SPRINGBOARD_ENGINE_PROBLEM: variables.SPRINGBOARD_ENGINE_PROBLEM,
  LOG_LEVEL: variables.LOG_LEVEL,
  ...engineVariables,
  ...limitVariables,
  ...contentVariables,
  ...deliveryVariables,
  ...metricsVariables,
  ...sshVariables,
  ...tlsVariables,
});

function platformSchema(env: NodeJS.ProcessEnv) {
  return Platform.transform((given, context) => {
    const addIssue = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    const engine = engineOf(given, addIssue);
    const tls = tlsOf(given, addIssue);
    const port = given.SPRINGBOARD_PORT ?? defaultPort;
    const gatewayPort = given.SPRINGBOARD_GATEWAY_PORT ?? defaultGatewayPort;
    const state = given.SPRINGBOARD_STATE ?? defaultStateFolder(env);
    const addresses = addressesOf({
      url: given.SPRINGBOARD_URL,
      gatewayUrl: given.SPRINGBOARD_GATEWAY_URL,
      labsUrl: given.SPRINGBOARD_LABS_URL,
      port,
      gatewayPort,
      secure: tls !== null,
    });
    const platform: PlatformConfig = {
      state,
      recordings: join(state, 'recordings'),
      installation: given.SPRINGBOARD_INSTALLATION,
      secret: given.SPRINGBOARD_SECRET,
      databaseUrl: given.DATABASE_URL,
      engine,
      engineProblem: given.SPRINGBOARD_ENGINE_PROBLEM ?? null,
      limits: limitsOf(given),
      labs: given.SPRINGBOARD_LABS,
      content: contentOf(given),
      delivery: deliveryOf(given, addIssue),
      logLevel: given.LOG_LEVEL,
      metricsPorts: {
        worker: orDefault(given.SPRINGBOARD_METRICS_PORT, defaultMetricsPort),
        api: orDefault(given.SPRINGBOARD_API_METRICS_PORT, defaultApiMetricsPort),
      },
      ssh: sshOf(given, { url: addresses.url, state }),
      ...addresses,
    };
    return { platform, bind: given.SPRINGBOARD_BIND, port, gatewayPort, tls };
  });
}

const OfApi = z.object({ ...signInVariables, ...trustedProxiesVariable }).transform((given, context) => ({
  trustedProxies: given.SPRINGBOARD_TRUSTED_PROXIES,
  signIn: signInOf(given, (variable, message) =>
    context.addIssue({ code: 'custom', path: [variable], message }),
  ),
}));

/** Configuration of `apps/api`, the only process that signs anybody in. Throws `ConfigError` naming each bad variable. */
export function loadApiConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const { platform, bind, port, tls, ...ofApi } = parseVariables(platformSchema(env).and(OfApi), env);
  const { signIn, trustedProxies } = ofApi;
  return { ...platform, bind, port, tls, signIn, trustedProxies };
}

/** Configuration of `apps/gateway`; `port` is the gateway's own. Throws `ConfigError` naming each bad variable. */
export function loadGatewayConfig(env: NodeJS.ProcessEnv): ServerConfig {
  const { platform, bind, gatewayPort, tls } = parseVariables(platformSchema(env), env);
  return { ...platform, bind, port: gatewayPort, tls };
}

/** Configuration of `apps/worker`, which listens on nothing but the port of its metrics. Throws `ConfigError` naming each bad variable. */
export function loadWorkerConfig(env: NodeJS.ProcessEnv): PlatformConfig {
  return parseVariables(platformSchema(env), env).platform;
}
