/**
 * Whether a path or URI is in the folder where JetBrains' HTTP Client keeps what it has sent. Nobody writes those files, and many
 * repositories hold them.
 */
export function isInHistory(path: string): boolean {
  return /(^|[\\/])\.idea[\\/]httpRequests([\\/]|$)/.test(path);
}
