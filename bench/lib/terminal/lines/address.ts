import type { Line, LineEvents } from './line.ts';
import { openSsh2, type SshAddress } from './plain-ssh2.ts';
import { openSpringboard, type SpringboardAddress } from './springboard.ts';
import { openTtyd, type TtydAddress } from './ttyd.ts';
import { openWetty, type WettyAddress } from './wetty.ts';

/** Where one terminal can be opened, once; may be sent to another process. */
export type Address = SpringboardAddress | WettyAddress | TtydAddress | SshAddress;

/** Opens a terminal of 80 columns and 24 rows. */
export async function openLine(address: Address, events: LineEvents): Promise<Line> {
  switch (address.kind) {
    case 'springboard':
      return openSpringboard(address, events);
    case 'wetty':
      return openWetty(address, events);
    case 'ttyd':
      return openTtyd(address, events);
    case 'ssh2':
      return openSsh2(address, events);
  }
}
