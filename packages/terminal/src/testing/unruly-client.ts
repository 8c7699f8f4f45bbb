import { once } from 'node:events';
import type { Socket } from 'node:net';
import ssh2 from 'ssh2';

/** What is under a client of ssh2. */
interface Inside {
  readonly _sock: Socket;
  readonly _protocol: {
    channelWindowAdjust(id: number, bytes: number): void;
    signal(id: number, name: string): void;
  };
}

type Channel = ssh2.ClientChannel & { readonly outgoing: { id: number; window: number } };

/** A client that is logged in, and need not keep to the rules: what is under it can be got at. */
export async function unrulyClient(login: {
  readonly port: number;
  readonly username: string;
  readonly privateKey: Buffer;
}) {
  const client = new ssh2.Client();
  client.on('error', () => {});
  client.connect({ host: '127.0.0.1', ...login });
  await once(client, 'ready');
  const exec = (command: string) =>
    new Promise<Channel>((resolve, reject) => {
      client.exec(command, (error, channel) => (error ? reject(error) : resolve(channel as Channel)));
    });
  return { client, inside: client as unknown as Inside, exec };
}
