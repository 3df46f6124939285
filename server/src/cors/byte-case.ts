import { isAscii } from "../text/ascii";

/**
 * https://infra.spec.whatwg.org/#byte-lowercase: only A to Z change, unlike `toLowerCase()`, which maps other letters
 * too (the Kelvin sign becomes `k`).
 */
export function byteLowercase(bytes: string): string {
  return isAscii(bytes) ? bytes.toLowerCase() : bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(bytes: string): string {
  return isAscii(bytes) ? bytes.toUpperCase() : bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** https://infra.spec.whatwg.org/#byte-case-insensitive */
export function isByteCaseInsensitiveMatch(a: string, b: string): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (lowercaseByte(a.charCodeAt(i)) !== lowercaseByte(b.charCodeAt(i))) {
      return false;
    }
  }
  return true;
}

function lowercaseByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
