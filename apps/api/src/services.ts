import type { Auth } from '@springboard/auth/auth.ts';
import type { Context } from '@springboard/core/context.ts';
import type { SshAddress } from '@springboard/core/ssh/address.ts';
import type { Logger } from '@springboard/telemetry/logger.ts';
import type { HttpMetrics } from '@springboard/telemetry/metrics/http-metrics.ts';
import type { SignInLimit } from './http/sign-in-limit.ts';
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
  readonly signInLimit: SignInLimit;
  readonly webhookSecret: WebhookSecret;
  /** Public origin, and WebSocket address of the gateway: the content security policy names both. */
  readonly url: string;
  readonly gatewayUrl: string;
  /** Null where people's own SSH clients are not taken. */
  readonly ssh: SshAddress | null;
  readonly version: string;
  readonly startedAt: Date;
  /** Folder of the built web pages. */
  readonly webFolder: string;
}
