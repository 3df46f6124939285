import type { Random } from "./random";

/** A name in a case that somebody may write: the case never matters. */
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

/** Each letter in one case or the other. */
export function mixedCase(name: string, random: Random): string {
  return [...name].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase())).join("");
}

/** A value with one byte more, anywhere. `Headers.append()` takes all but NUL, CR and LF, and these two at the ends. */
export function withAnyByte(value: string, random: Random): string {
  const byte = random.pick([
    random.between(0, 0x1f),
    random.between(0x20, 0x7f),
    random.between(0x20, 0x7f),
    random.between(0x80, 0xff),
    0x09,
    0x7f,
    0x80,
    0xff,
    ...[...'"(),:;<=>?@[\\]{}/_%~'].map((character) => character.charCodeAt(0)),
  ]);
  const at = random.pick([0, value.length, random.below(value.length + 1)]);
  return value.slice(0, at) + String.fromCharCode(byte) + value.slice(at);
}

/** A value filled up to a length around one that is a limit. */
export function filledUp(value: string, limit: number, random: Random, filler = "a"): string {
  const length = limit + random.between(-2, 2);
  return value.length >= length ? value : value + filler.repeat(length - value.length);
}
