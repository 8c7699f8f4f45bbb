import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AskedProcess } from '../asked-process.ts';
import type { SpringboardAddress } from '../lines/springboard.ts';
import { servePages } from '../pages/serve.ts';
import type { Contender } from './contender.ts';
import type { GatewayQuestion } from './gateway-process.ts';
import type { SshTarget } from './ssh-target.ts';

export interface Springboard extends Contender {
  readonly pid: number;
  /** What ssh2 encrypts with in the gateway: `native`, or `javascript` where its binding does not fit. */
  readonly crypto: string;
  /** One terminal more on a node that has some: it shares their SSH connection. */
  beside(address: SpringboardAddress): Promise<SpringboardAddress>;
  address(): Promise<SpringboardAddress>;
  page(): Promise<string>;
  tidy(): Promise<void>;
}

/** Starts the gateway's terminals, as a process of their own, and pages of theirs. */
export async function startSpringboard(target: SshTarget): Promise<Springboard> {
  const gateway = new AskedProcess(new URL('gateway-process.ts', import.meta.url), {
    execArgv: ['--expose-gc'],
  });
  try {
    return await behind(gateway, target);
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

async function behind(gateway: AskedProcess, { sshd, folder }: SshTarget): Promise<Springboard> {
  const ask = <T>(question: GatewayQuestion) => gateway.ask<T>(question);
  const { port, hostKey, privateKey, heldIn } = sshd;
  const crypto = await ask<string>({
    ask: 'start',
    port,
    hostKey,
    privateKey,
    heldIn,
    recordings: join(folder, 'recordings'),
  });
  const attempts = new Map<string, { attempt: string; terminals: number }>();
  const ticketFor = async (attempt: string, number: number): Promise<SpringboardAddress> => {
    const ticket = await ask<{ ticket: string; url: string }>({ ask: 'ticket', attempt, number });
    attempts.set(ticket.ticket, { attempt, terminals: number });
    return { kind: 'springboard', ...ticket };
  };
  const address = () => ticketFor(randomUUID(), 1);
  const pages = await servePages({ '/ticket': async () => JSON.stringify(await address()) });
  return {
    name: 'springboard',
    pid: gateway.pid,
    crypto,
    address,
    beside: async ({ ticket }) => {
      const other = attempts.get(ticket);
      if (!other) throw new Error('no ticket of this gateway');
      other.terminals += 1;
      return ticketFor(other.attempt, other.terminals);
    },
    page: async () => `${pages.url}/springboard.html`,
    tidy: () => ask({ ask: 'tidy' }),
    stop: async () => {
      await pages.stop();
      await gateway.stop();
    },
  };
}
