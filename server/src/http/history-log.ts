/**
 * Whether a path or URI is in the folder where JetBrains' HTTP Client keeps the requests that it has sent. These files are generated, and many
 * repositories contain them.
 */
export function isInHistory(path: string): boolean {
  return /(^|[\\/])\.idea[\\/]httpRequests([\\/]|$)/.test(path);
}
