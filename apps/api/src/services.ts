import type { Auth } from '@springboard/auth/auth.ts';
import type { Provider } from '@springboard/auth/provider/provider.ts';
import type { Context } from '@springboard/core/context.ts';
import type { SshAddress } from '@springboard/core/ssh/address.ts';
import type { Logger } from '@springboard/telemetry/logger.ts';
import type { HttpMetrics } from '@springboard/telemetry/metrics/http-metrics.ts';
import type { SignInLimits } from './http/sign-in-limits.ts';
import type { TrustedProxies } from './http/trusted-proxies.ts';
import type { WebhookSecret } from './http/webhook-secret.ts';
import type { LiveViews } from './live/live-views.ts';

/** What routes stand on; made once by `main.ts`, or by a test. */
export interface Services {
  /** The use cases' context. */
  readonly core: Context;
  readonly auth: Auth;
  readonly live: LiveViews;
  readonly log: Logger;
  readonly metrics: HttpMetrics;
  readonly signInLimits: SignInLimits;
  /** Whose word counts for where a request comes from. */
  readonly trustedProxies: TrustedProxies;
  /** Whether people may have passwords. */
  readonly passwords: boolean;
  /** The company's OpenID Connect provider; null where none is set up. */
  readonly provider: Provider | null;
  readonly webhookSecret: WebhookSecret;
  /** Public origin, WebSocket address of the gateway, and origins of web tabs: the content security policy names them. */
  readonly url: string;
  readonly gatewayUrl: string;
  /** Null where people's own SSH clients are not taken. */
  readonly ssh: SshAddress | null;
  readonly labsUrl: string | null;
  readonly version: string;
  readonly startedAt: Date;
  /** Folder of the built web pages. */
  readonly webFolder: string;
}
