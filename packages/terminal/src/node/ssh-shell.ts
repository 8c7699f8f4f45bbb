import type ssh2 from 'ssh2';
import type { Size } from '../common/limits.ts';
import { closeOf, endOf } from './channel-events.ts';
import type { ShellChannel, ShellExit } from './shell-channel.ts';

/** A login shell of root that sshd starts on a pseudo-terminal, and that ends with its channel. */
export function openSshShell(client: ssh2.Client, size: Size): Promise<ShellChannel> {
  return new Promise((resolve, reject) => {
    client.shell(
      { term: 'xterm-256color', cols: size.columns, rows: size.rows },
      { env: { LANG: 'C.UTF-8', COLORTERM: 'truecolor' } },
      (error, channel) => {
        if (error) reject(error);
        // Listened to in this very call: the exit may come in the packet that told of the start.
        else resolve(shellOn(channel));
      },
    );
  });
}

function shellOn(channel: ssh2.ClientChannel): ShellChannel {
  let exit: ShellExit | undefined;
  channel.on('exit', (exitCode: number | null, signal?: string) => {
    exit = { exitCode, signal: signal ?? null };
  });
  // On a pseudo-terminal errors are printed with the rest; unread ones would hold the channel open.
  channel.stderr.resume();
  const closed = closeOf(channel);
  return {
    output: channel,
    buffers: [channel],
    write: (data, taken) => void channel.write(data, taken),
    setSize: ({ columns, rows }) => void channel.setWindow(rows, columns, 0, 0),
    leave: () => channel.close(),
    closed,
    ended: Promise.all([endOf(channel), closed]).then(() => exit),
  };
}
