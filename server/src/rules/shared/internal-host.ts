/**
 * Whether a host is reachable only in a network of its own, as far as its name or address says: a private or link-local address, a name without a dot,
 * or one below a domain that the public DNS doesn't have. This machine isn't one.
 * @param host as the URL standard serialises it.
 */
export function isInternalHost(host: string): boolean {
  if (host.startsWith("[")) {
    return isInternalIpv6(host.slice(1, -1));
  }
  const octets = IPV4.exec(host);
  return octets === null
    ? isInternalName(host.replace(/\.$/, ""))
    : isInternalIpv4(Number(octets[1]), Number(octets[2]));
}

const IPV4 = /^(\d+)\.(\d+)\.\d+\.\d+$/;

/** RFC 1918, RFC 3927 (link-local), and RFC 6598, which carriers and mesh networks use. */
function isInternalIpv4(first: number, second: number): boolean {
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127)
  );
}

/** RFC 4193 (unique local), RFC 4291 (link-local), and IPv4 addresses in IPv6 form. */
function isInternalIpv6(address: string): boolean {
  const mapped = /^::ffff:([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(address);
  if (mapped !== null) {
    const high = Number.parseInt(mapped[1] ?? "", 16);
    return isInternalIpv4(high >> 8, high & 0xff);
  }
  return /^(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(address);
}

/** Reserved, or never delegated for fear of the private networks that use them. */
const INTERNAL_DOMAIN = /\.(?:local|internal|lan|intranet|private|corp|home|home\.arpa|localdomain)$/;

function isInternalName(name: string): boolean {
  return name.includes(".") ? INTERNAL_DOMAIN.test(name) : name !== "" && name !== "localhost";
}
