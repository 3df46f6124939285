import type { Random } from "../generate/random";

/** The notation of an exchange. It doesn't change its meaning. */
export interface Style {
  readonly eol: "\n" | "\r\n";
  readonly carrier: "http" | "markdown";
  /** In Markdown: whether each message has its own fence. */
  readonly fencePerMessage: boolean;
  readonly fence: "```" | "~~~";
  /** The line between exchanges; `""` is a blank line. */
  readonly separator: "" | "###" | "### next";
  /** Whether there is also a separator between a request and its response. */
  readonly separateResponses: boolean;
  readonly nameCase: "as it is" | "lower" | "upper";
  readonly version: "" | " HTTP/1.1" | " HTTP/2";
  /** An absolute URL, or a path with `Host`. */
  readonly target: "absolute" | "host";
  /** Whether origins, URLs and values are variables that the file defines. */
  readonly variables: boolean;
  readonly comments: boolean;
  readonly origin: "field" | "directive" | "directive of the file";
  /** How credentials mode `include` is shown. */
  readonly include: "directive" | "cookie";
  /** Whether the preflight is in the text. */
  readonly preflight: boolean;
  /** Whether there is an unrelated exchange before the request. */
  readonly noise: boolean;
  /** Whether the request lists the headers that a browser adds. */
  readonly captured: boolean;
}

export function anyStyle(random: Random): Style {
  const separator = random.pick(["", "###", "### next"] as const);
  return {
    eol: random.pick(["\n", "\n", "\r\n"]),
    carrier: random.chance(0.25) ? "markdown" : "http",
    fencePerMessage: random.chance(0.4),
    fence: random.pick(["```", "~~~"]),
    separator,
    separateResponses: separator !== "" && random.chance(0.2),
    nameCase: random.pick(["as it is", "as it is", "lower", "upper"]),
    version: random.pick(["", " HTTP/1.1", " HTTP/1.1", " HTTP/2"]),
    target: random.pick(["absolute", "host"]),
    variables: random.chance(0.3),
    comments: random.chance(0.3),
    origin: random.pick(["field", "field", "directive", "directive of the file"]),
    include: random.pick(["directive", "cookie"]),
    preflight: random.chance(0.75),
    noise: random.chance(0.1),
    captured: random.chance(0.15),
  };
}
