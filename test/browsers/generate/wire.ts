import type { HeaderLine } from "../harness/story";
import type { Random } from "./random";

/** The lines of a response with one of them written as no server should write it. */
export function withOddLine(lines: readonly HeaderLine[], random: Random): HeaderLine[] {
  const at = random.below(lines.length + 1);
  const odd = random.weighted(ODD_LINES)(lines[at] ?? { name: "X-Odd", value: "1" }, random);
  return [...lines.slice(0, at), ...odd, ...lines.slice(at + 1)];
}

type OddLine = (line: HeaderLine, random: Random) => HeaderLine[];

const ODD_LINES: readonly (readonly [weight: number, odd: OddLine])[] = [
  // Whitespace before the colon.
  [6, ({ name, value }, random) => [{ name: name + random.pick([" ", "\t", "  ", " \t"]), value }]],
  // NUL in a value, or in a value of another line.
  [2, ({ name, value }, random) => [{ name, value: withNul(value, random) }]],
  [1, (line, random) => [line, { name: "X-Odd", value: withNul("odd", random) }]],
  // NUL in a name.
  [2, ({ name, value }, random) => [{ name: withNul(name, random), value }]],
  [1, (line, random) => [{ name: withNul("X-Odd", random), value: "1" }, line]],
  // No colon.
  [3, (line, random) => [line, { name: random.pick(BARE), value: "", isBare: true }]],
  [2, (line, random) => [{ name: random.pick(BARE), value: "", isBare: true }, line]],
  // Without NUL, which Chromium refuses there too: such a line is in no header list, and in a text it leaves the verdict open.
  [2, ({ name, value }) => [{ name: `${name} ${value}`.replaceAll(/[:\0]/g, ""), value: "", isBare: true }]],
];

const BARE = ["X-Odd", "some words", "Access-Control-Allow-Origin *", "Access-Control-Allow-Credentials"] as const;

function withNul(text: string, random: Random): string {
  const at = random.pick([0, text.length, random.below(text.length + 1)]);
  return `${text.slice(0, at)}\0${text.slice(at)}`;
}
