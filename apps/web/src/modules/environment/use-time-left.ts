import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { useNow } from '@springboard/ui/use-now.ts';
import { useState } from 'react';
import { timeLeft } from './expiry.ts';

/** `timeLeft` of the environment, ticking each second; null when there is no end to tell. */
export function useTimeLeft(environment: EnvironmentView | null): number | null {
  const now = useNow(1000);
  const end = environment?.expiresAt ?? null;
  const [told, setTold] = useState(() => ({ end, at: Date.now() }));
  if (told.end !== end) setTold({ end, at: Date.now() });
  return environment === null ? null : timeLeft(environment, now, told.at);
}
