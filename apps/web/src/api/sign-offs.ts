import type { RevokeSignOff, SignOffInput } from '@springboard/contracts/readiness.ts';
import { requestNothing } from './client.ts';

export function signOff(personId: string, input: SignOffInput): Promise<void> {
  return requestNothing(`/people/${encodeURIComponent(personId)}/sign-offs`, { method: 'POST', body: input });
}

export function revokeSignOff(id: string, input: RevokeSignOff): Promise<void> {
  return requestNothing(`/sign-offs/${id}/revocation`, { method: 'POST', body: input });
}
