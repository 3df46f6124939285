import type { Random } from "./random";

/** A name in one of the usual cases: the case never matters. */
export function anyCase(name: string, random: Random): string {
  switch (random.below(8)) {
    case 0:
      return name.toUpperCase();
    case 1:
    case 2:
      return name.toLowerCase();
    case 3:
      return mixedCase(name, random);
    default:
      return name;
  }
}

/** Each letter in a random case. */
export function mixedCase(name: string, random: Random): string {
  return [...name].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase())).join("");
}

/** Every control character except NUL, LF and CR. */
const CONTROLS = [...new Array(0x20).keys()].filter((byte) => byte !== 0x00 && byte !== 0x0a && byte !== 0x0d);

/** A value with one more byte at a random place, limited to bytes that can be sent: CR, LF or NUL would break the header line. */
export function withAnyByte(value: string, random: Random): string {
  const byte = random.pick([
    random.pick(CONTROLS),
    random.between(0x20, 0x7f),
    random.between(0x20, 0x7f),
    random.between(0x80, 0xff),
    0x09,
    0x7f,
    0x80,
    0xff,
    ...[...'"(),:;<=>?@[\\]{}/_%~'].map((character) => character.charCodeAt(0)),
  ]);
  return inserted(value, byte, random);
}

/** The same for a value that a script gives: `Headers.append()` throws at NUL, CR and LF, except for CR and LF at the ends. */
export function withAnyByteOfScript(value: string, random: Random): string {
  return random.chance(0.04) ? inserted(value, random.pick([0x00, 0x0a, 0x0d]), random) : withAnyByte(value, random);
}

function inserted(value: string, byte: number, random: Random): string {
  const at = random.pick([0, value.length, random.below(value.length + 1)]);
  return value.slice(0, at) + String.fromCharCode(byte) + value.slice(at);
}

/** A value filled up to about the length of a limit. */
export function filledUp(value: string, limit: number, random: Random, filler = "a"): string {
  const length = limit + random.between(-2, 2);
  return value.length >= length ? value : value + filler.repeat(length - value.length);
}
