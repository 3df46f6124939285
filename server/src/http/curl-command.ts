import type { Range } from "../text/range";
import type { Argument, Word } from "./shell-words";

/** A header of the request. A header that an option implies has the place of the option: the `Content-Type` of `--json` is at `--json`. */
export interface CurlField {
  readonly name: Argument;
  readonly value: Argument;
  /** The parts of the field that an option implies; null if name and value are typed. */
  readonly implied: { readonly name: string; readonly value: string | null } | null;
}

/** The request that a `curl` command sends, according to curl's manual page. */
export interface CurlCommand {
  /** Null if no option names or implies one, which means GET. */
  readonly method: { readonly argument: Argument; readonly name: string } | null;
  readonly url: Argument;
  /** The query that `-G` adds to the URL; otherwise empty. */
  readonly query: string;
  readonly fields: readonly CurlField[];
  readonly body: Range | null;
  /** The content of the body; null if there is none, or if the command doesn't spell it out. */
  readonly data: string | null;
  /** Whether fields come from a file. */
  readonly elided: boolean;
}

/** Short options that take a value. */
const SHORT_WITH_VALUE = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

/** Long options that change the request, with the equivalent short option or their own name. */
const LONG: ReadonlyMap<string, string> = new Map([
  ["request", "X"],
  ["header", "H"],
  ["data", "d"],
  ["data-ascii", "d"],
  ["data-binary", "d"],
  ["data-raw", "data-raw"],
  ["data-urlencode", "data-urlencode"],
  ["json", "json"],
  ["form", "F"],
  ["form-string", "F"],
  ["user", "u"],
  ["user-agent", "A"],
  ["referer", "e"],
  ["cookie", "b"],
  ["range", "r"],
  ["upload-file", "T"],
  ["url", "url"],
  ["oauth2-bearer", "oauth2-bearer"],
  ["config", "K"],
]);

/** Long options without a value that change the request. */
const LONG_FLAGS: ReadonlyMap<string, string> = new Map([
  ["head", "I"],
  ["get", "G"],
  ["compressed", "compressed"],
]);

/** Other long options that take a value. */
const LONG_WITH_VALUE = new Set(
  (
    "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers connect-timeout connect-to continue-at cookie-jar " +
    "create-file-mode crlfile curves delegation dns-interface dns-servers doh-url dump-header engine etag-compare etag-save " +
    "expect100-timeout hostpubmd5 hsts interface ip-tos keepalive-time key key-type limit-rate local-port login-options max-filesize " +
    "max-redirs max-time netrc-file noproxy output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir " +
    "proxy proxy-header proxy-user proxy1.0 rate request-target resolve retry retry-delay retry-max-time service-name socks4 socks4a " +
    "socks5 socks5-hostname speed-limit speed-time stderr time-cond tls-max tls13-ciphers tlsuser trace trace-ascii trace-config " +
    "unix-socket variable write-out"
  ).split(" "),
);

/** The request of a command, given its words. The first one is `curl`. Null if they don't name a URL. */
export function curlCommand(words: readonly Word[]): CurlCommand | null {
  const request = new RequestOptions();
  let i = 1;
  for (let word = words[i]; word !== undefined; word = words[++i]) {
    if (word.text === "--next" || word.text === "-:") {
      break;
    }
    if (word.text.startsWith("--")) {
      const long = word.text.slice(2);
      const takesValue = LONG.has(long) || LONG_WITH_VALUE.has(long);
      request.add(
        LONG.get(long) ?? LONG_FLAGS.get(long) ?? "",
        word.whole(),
        takesValue ? words[++i]?.whole() : undefined,
      );
    } else if (word.text.startsWith("-") && word.text.length > 1) {
      i += readCluster(request, word, words[i + 1]);
    } else {
      request.add("url", word.whole(), word.whole());
    }
  }
  return request.finish();
}

/** Reads short options such as `-sSX PUT` and `-XPUT`. Returns how many of the following words it uses. */
function readCluster(request: RequestOptions, word: Word, next: Word | undefined): number {
  for (let i = 1; i < word.text.length; i++) {
    const letter = word.text.charAt(i);
    if (!SHORT_WITH_VALUE.includes(letter)) {
      request.add(letter, word.whole(), undefined);
    } else if (i + 1 < word.text.length) {
      request.add(letter, word.slice(0, i + 1), word.slice(i + 1, word.text.length));
      return 0;
    } else {
      request.add(letter, word.whole(), next?.whole());
      return 1;
    }
  }
  return 0;
}

/** A piece of the body: its place and its content. The content is null if it is in a file, or is encoded first. */
interface Data {
  readonly argument: Argument;
  readonly text: string | null;
  /** The separator between this piece and the one before. */
  readonly joint: "" | "&";
}

/** The request as far as the options have been read. */
class RequestOptions {
  #url: Argument | null = null;
  #named: Argument | null = null;
  #implied: CurlCommand["method"] = null;
  #toQuery = false;
  #elided = false;
  readonly #data: Data[] = [];
  readonly #fields: CurlField[] = [];
  /** Fields that curl adds unless the command gives or removes them. */
  readonly #defaults = new Map<string, CurlField>();
  /** Names that `-H 'Name:'` removes. */
  readonly #removed = new Set<string>();

  add(option: string, typed: Argument, value: Argument | undefined): void {
    switch (option) {
      case "compressed":
        this.#imply("Accept-Encoding", "gzip, deflate", typed);
        return;
      case "G":
        this.#toQuery = true;
        return;
      case "I":
        this.#implied = { argument: typed, name: "HEAD" };
        return;
    }
    if (value === undefined) {
      return;
    }
    switch (option) {
      case "url":
        this.#url ??= value;
        return;
      case "X":
        this.#named = value;
        return;
      case "H":
        this.#header(value);
        return;
      case "d":
        this.#body(typed, { argument: value, text: unlessFile(value), joint: "&" }, FORM);
        return;
      case "data-raw":
        this.#body(typed, { argument: value, text: value.text, joint: "&" }, FORM);
        return;
      case "data-urlencode":
        this.#body(typed, { argument: value, text: null, joint: "&" }, FORM);
        return;
      case "json":
        this.#body(typed, { argument: value, text: unlessFile(value), joint: "" }, "application/json");
        this.#imply("Accept", "application/json", typed);
        return;
      case "F":
        this.#body(typed, { argument: value, text: null, joint: "" }, "multipart/form-data");
        return;
      case "T":
        this.#implied ??= { argument: typed, name: "PUT" };
        return;
      case "K":
        this.#elided = true;
        return;
      case "b":
        // Without an equals sign the value is the name of a file.
        if (!value.text.includes("=") && !value.isOpen) {
          this.#elided = true;
          return;
        }
        this.#field("Cookie", value);
        return;
      case "A":
        this.#field("User-Agent", value);
        return;
      case "e":
        this.#field("Referer", value);
        return;
      case "r":
        this.#fields.push({ name: typed, value, implied: { name: "Range", value: `bytes=${value.text}` } });
        return;
      case "u":
      case "oauth2-bearer":
        this.#fields.push({ name: typed, value, implied: { name: "Authorization", value: null } });
    }
  }

  #field(name: string, value: Argument): void {
    this.#fields.push({ name: value, value, implied: { name, value: value.isOpen ? null : value.text } });
  }

  #body(typed: Argument, data: Data, type: string): void {
    this.#data.push(data);
    this.#implied ??= { argument: typed, name: "POST" };
    this.#imply("Content-Type", type, typed);
  }

  #imply(name: string, value: string, typed: Argument): void {
    this.#defaults.set(name, { name: typed, value: typed, implied: { name, value } });
  }

  #header(argument: Argument): void {
    const { text } = argument;
    if (text.startsWith("@")) {
      this.#elided = true;
      return;
    }
    const colon = text.indexOf(":");
    const end = colon < 0 ? text.lastIndexOf(";") : colon;
    const name = text.slice(0, end).trimEnd();
    const value = colon < 0 ? "" : text.slice(colon + 1).trim();
    if (end < 0) {
      return;
    }
    if (colon >= 0 && value === "") {
      this.#removed.add(name.toLowerCase());
      return;
    }
    const from = colon < 0 ? end + 1 : text.indexOf(value, colon + 1);
    this.#fields.push({
      name: argument.slice(0, name.length),
      value: argument.slice(from, from + value.length),
      implied: null,
    });
  }

  finish(): CurlCommand | null {
    if (this.#url === null) {
      return null;
    }
    const isQuery = this.#toQuery && this.#data.length > 0;
    // A removed header isn't sent, unless the command also spells it out.
    const fields = this.#fields.filter(
      ({ implied }) => implied === null || !this.#removed.has(implied.name.toLowerCase()),
    );
    const isGiven = (name: string) =>
      this.#removed.has(name.toLowerCase()) ||
      fields.some((field) => (field.implied?.name ?? field.name.text).toLowerCase() === name.toLowerCase());
    const defaults = [...this.#defaults].filter(([name]) => !isGiven(name) && !(isQuery && name === "Content-Type"));
    const [first, last] = [this.#data[0]?.argument, this.#data.at(-1)?.argument];
    const implied = isQuery && this.#implied?.name === "POST" ? null : this.#implied;
    return {
      method: this.#named === null ? implied : { argument: this.#named, name: this.#named.text },
      url: this.#url,
      query: isQuery ? this.#data.map(({ argument }) => argument.text).join("&") : "",
      fields: [...fields, ...defaults.map(([, field]) => field)].sort((a, b) => a.name.start - b.name.start),
      body: first === undefined || last === undefined || isQuery ? null : { start: first.start, end: last.end },
      data: isQuery || this.#data.length === 0 ? null : joined(this.#data),
      elided: this.#elided,
    };
  }
}

function joined(pieces: readonly Data[]): string | null {
  return pieces.some(({ text, argument }) => text === null || argument.isOpen)
    ? null
    : pieces.map(({ text, joint }, i) => (i === 0 ? text : `${joint}${text}`)).join("");
}

const FORM = "application/x-www-form-urlencoded";

/** The value of an option that reads a file if its value starts with an at sign. */
function unlessFile({ text }: Argument): string | null {
  return text.startsWith("@") ? null : text;
}
