import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ConformanceTarget } from '@springboard/environments/conformance.ts';
import type { EnvironmentSpec, ImageRef } from '@springboard/environments/driver.ts';
import { pairTopology } from '@springboard/environments/pair-topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { IncusDriver, type IncusDriverOptions } from './driver.ts';
import { ensureInstallation } from './installation.ts';
import { installationNames, instanceName } from './names.ts';
import { setState } from './node-state.ts';
import { removeAll } from './remove-all.ts';

/** The real engine of this host. */
export const engineSocket = process.env.INCUS_SOCKET ?? '/var/lib/incus/unix.socket';
const repoRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Why tests on a real engine cannot run here; undefined when they can. */
export async function engineAbsent(): Promise<string | undefined> {
  const driver = new IncusDriver({
    installation: '00000000',
    endpoint: { kind: 'unix', socket: engineSocket },
  });
  const health = await driver.health();
  await driver.close();
  return health.available ? undefined : `${health.reason} ${health.remedy}`;
}

/** A driver with an installation of its own, so that tests meet neither each other nor a running platform. */
export async function openTestDriver(options: Partial<IncusDriverOptions> & { image?: ImageRef } = {}) {
  const installation = options.installation ?? randomBytes(4).toString('hex');
  const driver = new IncusDriver({
    installation,
    endpoint: { kind: 'unix', socket: engineSocket },
    ...options,
  });
  const image = options.image ?? (await resolveImage(repoRoot, 'linux-single'));
  if (!(await driver.hasImage(image))) {
    throw new Error(
      `The engine has no image ${image.name}/${image.hash}; build it with: npm run springboard -- images build`,
    );
  }
  return {
    driver,
    installation,
    newSpec: (): EnvironmentSpec => ({
      id: randomUUID(),
      topology: pairTopology,
      images: { host1: image, grader: image },
      authorizedKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0DVYrl3hIkrQ1bFJkDyTbVxN3B1zVZrx4yoEdxb2zH test',
    }),
    /** What the environments share: project, management network. */
    project: () => ensureInstallation(driver.client, installation, 'springboard'),
    /** Removes whatever the test left, and the installation itself. */
    close: () => removeAll(driver, installation),
  };
}

const echoServer = `
use IO::Socket::INET; $SIG{CHLD} = 'IGNORE';
my $l = IO::Socket::INET->new(LocalPort => 0, Listen => 9, ReuseAddr => 1) or die $@;
open(my $f, '>', "/run/echo-port.new"); print $f $l->sockport; close $f; rename '/run/echo-port.new', '/run/echo-port';
while (1) { my $c = $l->accept or next; next if fork; while (sysread($c, my $b, 65536)) { my $o = 0; $o += syswrite($c, $b, length($b) - $o, $o) while $o < length $b } exit }
`;

/** Starts a TCP echo on a node and returns its port. */
export async function startEcho(driver: IncusDriver, id: string, node: string): Promise<number> {
  const script =
    'rm -f /run/echo-port; systemd-run --quiet --collect /usr/bin/perl -e "$1"; until [ -s /run/echo-port ]; do sleep 0.02; done; cat /run/echo-port';
  const command = ['sh', '-c', script, 'sh', echoServer];
  const result = await driver.exec(id, node, { command, timeoutMs: 60_000 });
  const port = Number(Buffer.from(result.stdout).toString());
  if (!(port > 0)) throw new Error(`no echo server: ${Buffer.from(result.stderr)}`);
  return port;
}

/** The driver as the conformance suite wants it. */
export async function conformanceTarget(
  options: Partial<IncusDriverOptions> = {},
): Promise<ConformanceTarget> {
  const { driver, installation, newSpec, close } = await openTestDriver(options);
  const { project } = installationNames(installation);
  return {
    driver,
    newSpec,
    startEcho: (id, node) => startEcho(driver, id, node),
    stopNode: (id, node) => setState(driver.client, project, instanceName(id, node), 'stop'),
    keepsDisks: true,
    close,
  };
}
