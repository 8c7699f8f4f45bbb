import { connect } from 'node:net';
import { logIn } from '@springboard/terminal/node/ssh.ts';
import type ssh2 from 'ssh2';
import { type Line, type LineEvents, size } from './line.ts';

export interface SshAddress {
  readonly kind: 'ssh2';
  readonly port: number;
  readonly hostKey: string;
  readonly privateKey: string;
}

/** A shell by ssh2 in this process, with nothing between it and sshd: what no gateway can be quicker than. */
export async function openSsh2(address: SshAddress, events: LineEvents): Promise<Line> {
  const stream = connect({ host: '127.0.0.1', port: address.port, noDelay: true });
  const client = await logIn({ ...address, stream, standsStill: async () => false });
  client.on('close', () => events.end('the SSH connection ended'));
  const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
    client.shell(
      { term: 'xterm-256color', cols: size.columns, rows: size.rows },
      { env: { LANG: 'C.UTF-8', COLORTERM: 'truecolor' } },
      (error, opened) => (error ? reject(error) : resolve(opened)),
    );
  });
  channel.on('data', (data: Buffer) => events.output(data));
  channel.on('close', () => events.end('the shell ended'));
  return { type: (text) => channel.write(text), close: () => client.end() };
}
