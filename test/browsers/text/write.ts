import type { Random } from "../generate/random";
import type { HeaderLine } from "../harness/story";
import type { Style } from "./style";

/** A request and its response, to be written as text. */
export interface Written {
  readonly method: string;
  readonly url: string;
  /** Without `Host` and `Origin`. */
  readonly lines: readonly HeaderLine[];
  /** The page's origin. */
  readonly origin: string;
  /** As in the directive; null if the text doesn't give a mode. */
  readonly credentials: "omit" | "same-origin" | "include" | null;
  readonly body: string | null;
  /** Null if it isn't shown. */
  readonly response: { readonly status: number; readonly lines: readonly HeaderLine[]; readonly body: string } | null;
}

/** Writes exchanges in a style. */
export function write(exchanges: readonly Written[], style: Style, random: Random): string {
  return new Writer(style, random).text(exchanges);
}

class Writer {
  readonly #style: Style;
  readonly #random: Random;
  /** Names of variables by their values. */
  readonly #variables = new Map<string, string>();

  constructor(style: Style, random: Random) {
    this.#style = style;
    this.#random = random;
  }

  text(exchanges: readonly Written[]): string {
    const pairs = exchanges.map((exchange) => ({
      request: this.#request(exchange),
      response: exchange.response === null ? null : this.#response(exchange.response),
    }));
    const { eol, carrier, origin } = this.#style;
    const top = [...this.#variables].map(([value, name]) => `@${name} = ${value}`);
    const [first] = exchanges;
    if (origin === "directive of the file" && first !== undefined) {
      top.push(`# @cors origin=${first.origin}`);
    }
    const head = top.length > 0 ? [...top, ""] : [];
    const lines = carrier === "http" ? [...head, ...this.#plain(pairs)] : this.#markdown(head, pairs);
    return lines.map((line) => line + eol).join("");
  }

  #plain(pairs: readonly Pair[]): string[] {
    const { separator, separateResponses } = this.#style;
    return pairs.flatMap(({ request, response }, index) => [
      ...(index > 0 && separator !== "" ? [separator, ""] : []),
      ...request,
      "",
      ...(response === null ? [] : [...(separateResponses ? ["###", ""] : []), ...response, ""]),
    ]);
  }

  #markdown(head: readonly string[], pairs: readonly Pair[]): string[] {
    const { fence, fencePerMessage } = this.#style;
    const fenced = (lines: readonly string[]) => [`${fence}http`, ...lines, fence, ""];
    const fences = pairs.flatMap(({ request, response }) =>
      response === null ? [request] : fencePerMessage ? [request, response] : [[...request, "", ...response]],
    );
    return [
      "What happens.",
      "",
      ...fences.flatMap((lines, index) => [...fenced(index === 0 ? [...head, ...lines] : lines), "And then:", ""]),
    ];
  }

  #request({ method, url, lines, origin, credentials, body }: Written): string[] {
    const { version, target, origin: originIn } = this.#style;
    const { host, pathname, search, origin: urlOrigin } = new URL(url);
    const path = pathname + search;
    const settings = [
      ...(originIn === "directive" ? [`origin=${origin}`] : []),
      ...(credentials === null ? [] : [`credentials=${credentials}`]),
    ];
    const base = this.#random.chance(0.5) ? this.#maybeVariable(urlOrigin) : urlOrigin;
    return [
      ...this.#comment(),
      ...(settings.length > 0 ? [`# @cors ${settings.join(" ")}`] : []),
      `${method} ${target === "host" ? path : base + path}${this.#versionFor(method, version)}`,
      ...this.#fields([
        ...(target === "host" ? [{ name: "Host", value: host }] : []),
        ...(originIn === "field" ? [{ name: "Origin", value: origin }] : []),
        ...lines,
      ]),
      ...(body === null ? [] : ["", body]),
    ];
  }

  /** An unknown method makes a request line only if the version follows. */
  #versionFor(method: string, version: Style["version"]): string {
    return version === "" && !/^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS)$/.test(method) ? " HTTP/1.1" : version;
  }

  #response({ status, lines, body }: NonNullable<Written["response"]>): string[] {
    const reason = this.#random.pick(["", " OK", " Some Reason"]);
    return [
      `HTTP/${this.#style.version === " HTTP/2" ? "2" : "1.1"} ${status}${reason}`,
      ...this.#fields(lines),
      ...(body === "" ? [] : ["", body]),
    ];
  }

  #fields(lines: readonly HeaderLine[]): string[] {
    return lines.flatMap(({ name, value, isBare }, index) => [
      // Between a line without a colon and the next field there is nothing.
      ...(this.#random.chance(0.2) && !lines[index - 1]?.isBare ? this.#comment() : []),
      isBare ? name : `${this.#nameOf(name)}: ${this.#maybeVariable(value)}`,
    ]);
  }

  #nameOf(name: string): string {
    switch (this.#style.nameCase) {
      case "lower":
        return name.toLowerCase();
      case "upper":
        return name.toUpperCase();
      case "as it is":
        return name;
    }
  }

  #comment(): string[] {
    return this.#style.comments
      ? [this.#random.pick(["# a comment", "// another one", "# Origin: https://example.com"])]
      : [];
  }

  /** Spaces around a variable's value don't count. */
  #maybeVariable(value: string): string {
    if (!this.#style.variables || value === "" || /^[\t ]|[\t ]$|\\[nrt]/.test(value) || this.#random.chance(0.4)) {
      return value;
    }
    const name = this.#variables.get(value) ?? `v${this.#variables.size}`;
    this.#variables.set(value, name);
    return this.#random.pick([`{{${name}}}`, `{{ ${name} }}`]);
  }
}

interface Pair {
  readonly request: readonly string[];
  readonly response: readonly string[] | null;
}
