import { z } from 'zod';

const Network = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must name addresses or networks such as 127.0.0.1 or 10.0.0.0/24, with commas between',
);

/** Proxies in front of the platform, whose word counts for where a request comes from; none unless set. */
export const trustedProxiesVariable = {
  SPRINGBOARD_TRUSTED_PROXIES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(Network))
    .default([]),
} as const;
