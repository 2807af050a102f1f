import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * Where deliveries may go. `everywhere` is for a server that only its own machine reaches; `public` keeps whoever else may
 * subscribe an address from making the server speak to its neighbours. Link-local addresses, where clouds hand out their
 * machines' credentials (169.254.169.254), are nobody's endpoint in either.
 */
export type Reach = "everywhere" | "public";

/** Why deliveries don't go to an address, in words; undefined when they do. */
export function refusalOf(address: string, reach: Reach): string | undefined {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (LINK_LOCAL.check(address, family)) return `${address} is a link-local address, and deliveries never go there`;
  if (reach === "everywhere" || !PRIVATE.check(address, family)) return undefined;
  return `${address} is a private address, and this server, which others can reach, delivers to none (unless it is started with --deliver-to-private)`;
}

/** What a host name resolved to is not to be delivered to. */
export class RefusedAddress extends Error {}

/**
 * A lookup for sockets that fails where an address is refused. To ask before would not do: a name may resolve to another address
 * the second time.
 */
export function lookupWithin(reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "");
      const refused = addresses.map(({ address }) => refusalOf(address, reach)).find((reason) => reason !== undefined);
      if (refused !== undefined) return callback(new RefusedAddress(`${hostname} is ${refused}`), "");
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      return callback(null, first?.address ?? "", first?.family ?? 4);
    });
  };
}

/** Ranges as IANA's registries of special-purpose addresses list them; IPv4 inside IPv6 (::ffff:127.0.0.1) is looked at as IPv4. */
const LINK_LOCAL = blockList(["169.254.0.0/16", "fe80::/10", "fd00:ec2::/32"]);
const PRIVATE = blockList([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/128",
  "::1/128",
  // Ways to write an IPv4 address in IPv6 that a gateway may turn back.
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "2002::/16",
  "fc00::/7",
  "ff00::/8",
]);

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
}
