import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import ssh2 from 'ssh2';

/** A shell there; a node that keeps to no rules raises the window it was granted. */
export type PrintingShell = ssh2.ServerChannel & { readonly outgoing: { window: number } };

/** A node whose shells print what a test writes, byte for byte: no pseudo-terminal stands between. It holds no shells. */
export class PrintingNode {
  readonly hostKey: string;
  readonly privateKey: string;
  readonly #server: ssh2.Server;
  readonly #shells: PrintingShell[] = [];
  readonly #waiting: ((shell: PrintingShell) => void)[] = [];

  constructor() {
    const keys = ssh2.utils.generateKeyPairSync('ed25519');
    this.hostKey = keys.public;
    this.privateKey = keys.private;
    this.#server = new ssh2.Server({ hostKeys: [keys.private] }, (client) => {
      client.on('error', () => {});
      client.on('authentication', (context) => context.accept());
      client.on('session', (accept) => {
        const session = accept();
        session.on('pty', (take) => take?.());
        session.on('exec', (_take, refuse) => refuse?.());
        session.on('shell', (take) => this.#opened(take() as PrintingShell));
      });
    });
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async connect(): Promise<Socket> {
    const { port } = this.#server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    await once(socket, 'connect');
    return socket;
  }

  /** The next shell that is opened here. */
  shell(): Promise<PrintingShell> {
    const shell = this.#shells.shift();
    return shell ? Promise.resolve(shell) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  stop(): void {
    this.#server.close();
  }

  #opened(shell: PrintingShell): void {
    shell.on('error', () => {});
    shell.resume();
    const waiting = this.#waiting.shift();
    if (waiting) waiting(shell);
    else this.#shells.push(shell);
  }
}
