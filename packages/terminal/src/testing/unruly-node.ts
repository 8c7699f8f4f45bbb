import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import ssh2 from 'ssh2';

type Channel = ssh2.ServerChannel & { readonly outgoing: { id: number; window: number } };

/** A node whose root has put something else in sshd's place: it lets everybody in, and does with each command what it is told to. */
export async function unrulyNode(privateKey: string, onCommand: (command: string, channel: Channel) => void) {
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => context.accept());
    client.on('session', (accept) => {
      const session = accept();
      session.on('exec', (take, _reject, { command }) => onCommand(command, take() as Channel));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connect: async (): Promise<Socket> => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      await once(socket, 'connect');
      return socket;
    },
    stop: async () => {
      server.close();
    },
  };
}
