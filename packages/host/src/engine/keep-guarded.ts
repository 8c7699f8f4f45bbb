import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../run.ts';
import { guardPorts, stateOfPortGuard } from './port-guard.ts';

/** Milliseconds between looks. What flushes all rules, such as a restart of the host's own firewall, leaves nodes unfiltered for so long at most. */
const lookEvery = 15_000;

interface Options {
  /** Told once when the filter was gone and is back, and once when it could not be put back. */
  readonly say: (text: string) => void;
  readonly everyMs?: number;
  readonly asRoot?: Parameters<typeof guardPorts>[0];
}

/** Never asks for a password: nobody may be there. */
const quietly: NonNullable<Options['asRoot']> = (command, options) =>
  run(process.getuid?.() === 0 ? command : ['sudo', '-n', '--', ...command], options);

/**
 * Keeps the packet filter of ports in place while the platform runs: the kernel forgets it when somebody flushes the rules of the host, and nothing
 * tells of that. A host on which it was not there to begin with is left as it is: `npm start` has said so.
 */
export function keepPortsGuarded({ say, everyMs = lookEvery, asRoot = quietly }: Options): {
  stop(): Promise<void>;
} {
  const abort = new AbortController();
  const running = (async () => {
    if ((await stateOfPortGuard(asRoot)) !== 'there') return;
    let told = false;
    for (;;) {
      await pause(everyMs, undefined, { signal: abort.signal });
      const state = await stateOfPortGuard(asRoot);
      if (state === 'there') told = false;
      if (state !== 'gone') continue;
      if (await guardPorts(asRoot)) {
        say(
          'network   something had removed the packet filter of ports (table bridge springboard); it is back.',
        );
      } else if (!told) {
        told = true;
        say(
          'network   the packet filter of ports was removed and nftables does not take it back; docs/security.md says what is open without it.',
        );
      }
    }
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    stop: async () => {
      abort.abort();
      await running;
    },
  };
}
