import type { Random } from "./random";
import { filledUp, mixedCase, withAnyByte } from "./spelling";

const SAFELISTED = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"] as const;

/** A value of Content-Type: a safelisted one, or one that looks similar. */
export function contentType(random: Random): string {
  const essence = random.pick(SAFELISTED);
  return random.weighted<() => string>([
    [10, () => essence],
    [6, () => mixedCase(essence, random)],
    [12, () => essence + parameter(random)],
    [14, () => withAnyByte(essence, random)],
    [8, () => withAnyByte(essence + parameter(random), random)],
    [6, () => filledUp(`${essence};`, 128, random)],
    [10, () => random.pick(OTHERS)],
    [10, () => shape(essence, random)],
    [2, () => "message/ad-auction-trusted-signals-request"],
  ])();
}

const OTHERS = [
  "application/json",
  "application/json; charset=utf-8",
  "text/html",
  "text/xml",
  "application/csp-report",
  "application/expect-ct-report+json",
  "application/ocsp-request",
  "application/octet-stream",
  "application/x-protobuf",
  "text/plain2",
  "xtext/plain",
  "text/event-stream",
  "multipart/mixed",
] as const;

function parameter(random: Random): string {
  return random.pick([
    ";",
    "; ",
    ";charset=utf-8",
    "; charset=UTF-8",
    ";charset=utf-8;charset=x",
    ";garbage",
    ";=",
    ";a=b=c",
    " ; a=b",
    "\t;a",
    ';a="b"',
    ";boundary=----x",
    "; boundary=a:b",
    ";;;",
    ";,",
    ";text/html",
  ]);
}

function shape(essence: string, random: Random): string {
  return random.pick([
    "",
    "/",
    "text",
    "text/",
    "/plain",
    `${essence},`,
    `${essence}, ${essence}`,
    `${essence},${essence}`,
    `,${essence}`,
    essence.replace("/", " /"),
    essence.replace("/", "/ "),
    essence.replace("/", "//"),
    `${essence} x`,
    `${essence} `,
    `${essence}/x`,
    `'${essence}'`,
    "*/*",
    "text/*",
    `${essence}\u000b`,
    `\u000c${essence}`,
    `${essence}\u00a0`,
    `${essence};\u00e9`,
  ]);
}
