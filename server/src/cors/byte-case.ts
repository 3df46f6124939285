/**
 * https://infra.spec.whatwg.org/#byte-lowercase: only A to Z change, unlike `toLowerCase()`, which maps other letters
 * too (the Kelvin sign becomes `k`).
 */
export function byteLowercase(bytes: string): string {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(bytes: string): string {
  return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
