/**
 * https://infra.spec.whatwg.org/#byte-lowercase: only A to Z change, unlike `toLowerCase()`, which maps other letters
 * too (the Kelvin sign becomes `k`).
 */
export function byteLowercase(bytes: string): string {
  switch (changeOf(bytes, 0x41)) {
    case "none":
      return bytes;
    case "ascii":
      return bytes.toLowerCase();
    case "some":
      return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
}

/** https://infra.spec.whatwg.org/#byte-uppercase */
export function byteUppercase(bytes: string): string {
  switch (changeOf(bytes, 0x61)) {
    case "none":
      return bytes;
    case "ascii":
      return bytes.toUpperCase();
    case "some":
      return bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  }
}

/**
 * What another case changes: nothing, letters of a text that is ASCII, for which JavaScript's own functions do the same, or some of another text.
 * @param first the first of the 26 letters that change.
 */
function changeOf(bytes: string, first: number): "none" | "ascii" | "some" {
  let changes = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes.charCodeAt(i);
    if (byte >= 0x80) {
      return "some";
    }
    changes ||= byte >= first && byte < first + 26;
  }
  return changes ? "ascii" : "none";
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
