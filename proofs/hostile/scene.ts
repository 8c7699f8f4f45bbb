import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { installationNames } from '@springboard/driver-incus/names.ts';
import { removeAll } from '@springboard/driver-incus/remove-all.ts';
import { DriverError, type EnvironmentSpec } from '@springboard/environments/driver.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import { runCheck } from '@springboard/grading/run-check.ts';
import { runScript } from '@springboard/grading/run-script.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { drawParams } from '@springboard/lab-format/params.ts';
import { Untried } from './case.ts';

const seed = 'hostile';
export const node = 'host1';
/** Programs of a node that cases use; without one of them a case would try nothing. */
const tools =
  'python3 ip ping mount umount unshare nsenter chrt nice fallocate stat dd hostname hostnamectl systemctl systemd-cat sysctl timeout seq head yes find du awk grep sync pkill';
/** What a shell or python says when an attack is broken. */
const broken = /command not found|SyntaxError|Traceback|NameError/;

/** So long a busy host may take for what takes a moment, in milliseconds. */
const patienceMs = 60_000;

const noKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0DVYrl3hIkrQ1bFJkDyTbVxN3B1zVZrx4yoEdxb2zH proof';

/** What a shell of the attacker's node said, and how it ended (null: killed, by its time or by the kernel). */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  /** Its time was up. */
  readonly timedOut: boolean;
}

export interface Side {
  readonly spec: EnvironmentSpec;
  readonly address: string;
}

/** An attacker who is root in an environment, and a bystander in another one who does a lab meanwhile. */
export interface Scene {
  readonly driver: IncusDriver;
  readonly installation: string;
  readonly attacker: Side;
  readonly bystander: Side;
  /** Name and address of the host on the management network. */
  readonly management: { readonly bridge: string; readonly address: string };
  /** Runs a shell script as root in the attacker's node. */
  attack(script: string, timeoutMs?: number): Promise<Said>;
  /** The same in the bystander's node. */
  aside(script: string): Promise<Said>;
  /** Throws when the bystander's probe, lab check or terminal does not work, or their node can get nothing new of the kernel. */
  bystanderIsWell(): Promise<void>;
  /** Makes the attacker's node usable again; says how, or nothing when it was. */
  mend(): Promise<string>;
  close(): Promise<void>;
}

/** What every node needs of tables that the kernel keeps for all: a terminal, a watch, asynchronous I/O, a socket, processes. */
const needs = `import os, ctypes, socket
c = ctypes.CDLL(None, use_errno=True)
def must(name, value):
    if value < 0: raise SystemExit(name + ': ' + os.strerror(ctypes.get_errno()))
a, b = os.openpty(); os.close(a); os.close(b)
must('inotify', c.inotify_init1(0))
context = ctypes.c_ulong(0)
must('aio', c.syscall(206 if os.uname().machine == 'x86_64' else 0, 128, ctypes.byref(context)))
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'x', ('10.77.0.11', 9))
for _ in range(10):
    if os.fork() == 0: os._exit(0)
    os.wait()
open('/root/canary', 'wb').write(os.urandom(1 << 20))
`;

export async function openScene(): Promise<Scene> {
  const topology = await loadTopology(join(repositoryRoot, 'infra/environments/linux-single'));
  const image = await resolveImage(repositoryRoot, topology.nodes[0]?.image ?? '');
  const installation = `ff${randomBytes(3).toString('hex')}`;
  const socket = process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket';
  const driver = new IncusDriver({ installation, endpoint: { kind: 'unix', socket } });
  const { labs } = await loadLabs(join(repositoryRoot, 'labs'));
  const lab = labs.find(({ definition }) => definition.slug === 'linux/first-steps')?.definition;
  const task = lab?.tasks[0];
  const check = task?.checks[0];
  if (!lab?.setup || !task?.solve || !check) throw new Error('the lab linux/first-steps has changed');
  const params = drawParams(lab.params, seed);

  const make = async (): Promise<Side> => {
    const spec = { id: randomUUID(), topology, images: { [node]: image }, authorizedKey: noKey };
    const applied = await persistently(() =>
      driver.apply(spec, () => undefined, AbortSignal.timeout(300_000)),
    );
    return { spec, address: applied.nodes[node]?.managementAddress ?? '' };
  };
  const shell = async (id: string, script: string, timeoutMs: number): Promise<Said> => {
    const { exitCode, stdout, stderr, timedOut } = await driver.exec(id, node, {
      command: ['bash', '-c', script],
      timeoutMs,
    });
    const out = `${Buffer.from(stdout)}${Buffer.from(stderr)}`.trim();
    if (broken.test(out)) throw new Untried(`the attack itself is broken: ${out.slice(-400)}`);
    return { code: exitCode, out, timedOut };
  };
  const close = () => removeAll(driver, installation);

  try {
    const bystander = await make();
    let attacker = await make();
    const work = { driver, environmentId: bystander.spec.id, node, params, seed };
    for (const [name, script] of [
      ['setup.sh', lab.setup],
      ['solve.sh', task.solve],
    ] as const) {
      const result = await runScript({ ...work, script, name, signal: AbortSignal.timeout(patienceMs) });
      if (!result.ok) throw new Error(`${name}: ${result.log}`);
    }
    const missing = await shell(
      attacker.spec.id,
      `for tool in ${tools}; do type -P $tool >/dev/null || echo $tool; done`,
      patienceMs,
    );
    if (missing.out !== '') throw new Untried(`the node lacks ${missing.out.replaceAll('\n', ', ')}`);
    const { managementNetwork } = installationNames(installation);
    const route = (await shell(bystander.spec.id, 'ip -4 -o addr show eth1', patienceMs)).out;
    return {
      driver,
      installation,
      get attacker() {
        return attacker;
      },
      bystander,
      management: { bridge: managementNetwork, address: await addressOf(managementNetwork, route) },
      attack: (script, timeoutMs = patienceMs) => shell(attacker.spec.id, script, timeoutMs),
      aside: (script) => shell(bystander.spec.id, script, patienceMs),
      async bystanderIsWell() {
        const probe = await driver.exec(bystander.spec.id, node, {
          command: topology.readiness[0]?.run ?? [],
          timeoutMs: patienceMs,
        });
        if (probe.exitCode !== 0) throw new Error(`the bystander's probe: ${Buffer.from(probe.stdout)}`);
        const canary = await shell(bystander.spec.id, `python3 - <<'CANARY'\n${needs}CANARY`, patienceMs);
        if (canary.code !== 0) throw new Error(`the bystander lacks something: ${canary.out}`);
        const { verdict, learnerText } = await runCheck({
          ...work,
          check,
          signal: AbortSignal.timeout(patienceMs),
        });
        if (verdict !== 'pass') throw new Error(`the bystander's check: ${verdict}, ${learnerText}`);
        const stream = await driver.connect(bystander.spec.id, node, 22, AbortSignal.timeout(patienceMs));
        const [banner] = await once(stream, 'data', { signal: AbortSignal.timeout(patienceMs) });
        stream.destroy();
        if (!String(banner).startsWith('SSH-2.0-')) throw new Error(`the bystander's sshd said ${banner}`);
      },
      async mend() {
        const answers = () =>
          shell(attacker.spec.id, 'true', 30_000).then(
            ({ code }) => code === 0,
            () => false,
          );
        if (await answers()) return '';
        await driver
          .apply(attacker.spec, () => undefined, AbortSignal.timeout(120_000))
          .catch(() => undefined);
        if (await answers()) return 'the attacker lost their own node; the platform started it again';
        await driver.destroy(attacker.spec.id);
        attacker = await make();
        return 'the attacker lost their own node; a reset gave a fresh one';
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As the platform does with a stage that failed: the engine trips over what others on it take down at the same moment. */
async function persistently<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || !(error instanceof DriverError && error.retryable)) throw error;
    }
  }
}

/** The host's address in the subnet of a node's `ip -o addr` line: the first one, by the driver's plan. */
async function addressOf(bridge: string, line: string): Promise<string> {
  const trie = await readFile('/proc/net/route', 'utf8');
  const row = trie.split('\n').find((one) => one.startsWith(`${bridge}\t`));
  const network = Number.parseInt(row?.split('\t')[1] ?? '', 16);
  if (Number.isNaN(network)) throw new Error(`no route to ${bridge}: ${line}`);
  // The kernel prints the address as it lies in memory: least significant byte first.
  const bytes = [0, 8, 16, 24].map((shift) => (network >>> shift) & 255);
  bytes[3] = (bytes[3] ?? 0) + 1;
  return bytes.join('.');
}
