/**
 * Whether a host is this machine: https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-origin
 * @param host as the URL standard serialises it.
 */
export function isLoopback(host: string): boolean {
  return host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^(?:.+\.)?localhost\.?$/.test(host);
}
