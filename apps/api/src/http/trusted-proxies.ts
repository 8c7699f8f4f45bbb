import { BlockList, isIP } from 'node:net';

/** Proxies in front of the platform, which say in `X-Forwarded-For` where a request comes from. */
export class TrustedProxies {
  readonly #networks = new BlockList();

  /** `networks`: addresses, and networks as `10.0.0.0/24`. */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', prefix] = network.split('/');
      const family = familyOf(address);
      if (prefix === undefined) this.#networks.addAddress(address, family);
      else this.#networks.addSubnet(address, Number(prefix), family);
    }
  }

  /**
   * Address of the client: that of the connection, unless it is a trusted proxy's. Each proxy adds whom it was asked by at the end of the header, so it is
   * read from there as long as proxies are trusted; what stands before was written by somebody who is not, and says nothing.
   */
  clientOf(connection: string | null, forwardedFor: string | undefined): string | null {
    if (connection === null) return null;
    let client = plain(connection);
    const said = forwardedFor?.split(',') ?? [];
    while (this.#trusts(client)) {
      const before = said.pop()?.trim();
      if (before === undefined || isIP(before) === 0) break;
      client = plain(before);
    }
    return client;
  }

  #trusts(address: string): boolean {
    return this.#networks.check(address, familyOf(address));
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Of a socket that takes both families IPv4 comes as `::ffff:10.0.0.1`. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
