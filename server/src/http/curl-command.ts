import { append } from "../text/append";
import { type CommandField, type CommandRequest, encodedForm } from "./command-request";
import { isUrlWord } from "./command-start";
import { type CurlOption, longOption, shortOption, UNKNOWN } from "./curl-options";
import type { Argument, Word } from "./shell-words";

/** The requests of a command, given its words. The first one is `curl`. Several URLs share the options up to `--next`. Empty without a URL. */
export function curlRequests(words: readonly Word[]): CommandRequest[] {
  const requests: CommandRequest[] = [];
  let operation = new Operation();
  let i = 1;
  for (let word = words[i]; word !== undefined; word = words[++i]) {
    if (word.text === "--next" || word.text === "-:") {
      append(requests, operation.finish());
      operation = new Operation();
    } else if (word.text.startsWith("--")) {
      i += readOption(operation, longOption(word.text.slice(2)), word.whole(), words[i + 1]);
    } else if (word.text.startsWith("-") && word.text.length > 1) {
      i += readCluster(operation, word, words[i + 1]);
    } else {
      operation.positional(word.whole(), false);
    }
  }
  append(requests, operation.finish());
  return requests;
}

/** Returns how many of the following words it uses. */
function readOption(operation: Operation, option: CurlOption, typed: Argument, next: Word | undefined): number {
  const { name, takesValue, isExpanded } = option;
  const value = next?.whole();
  if (takesValue === null) {
    operation.add(name, typed, undefined);
    if (value === undefined || value.text.startsWith("-")) {
      return 0;
    }
    operation.positional(value, true);
    return 1;
  }
  operation.add(name, typed, takesValue && value !== undefined ? opened(value, isExpanded) : undefined);
  return takesValue ? 1 : 0;
}

function opened(argument: Argument, isOpen: boolean): Argument {
  return isOpen ? { ...argument, isOpen } : argument;
}

/** Reads short options such as `-sSX PUT` and `-XPUT`. Returns how many of the following words it uses. */
function readCluster(operation: Operation, word: Word, next: Word | undefined): number {
  for (let i = 1; i < word.text.length; i++) {
    const option = shortOption(word.text.charAt(i));
    if (i + 1 === word.text.length) {
      return readOption(operation, option, word.whole(), next);
    }
    if (option.takesValue !== false) {
      operation.add(option.name, word.slice(0, i + 1), word.slice(i + 1, word.text.length));
      return 0;
    }
    operation.add(option.name, word.whole(), undefined);
  }
  return 0;
}

/** A piece of the body: its place and its content. The content is null if it is in a file, or is encoded first. */
interface Data {
  readonly argument: Argument;
  readonly text: string | null;
  /** What `-G` adds to the URL; null if it is in a file. */
  readonly query: string | null;
  /** The separator between this piece and the one before. */
  readonly joint: "" | "&";
}

/** Options that add a header whose value the command doesn't spell out. */
const UNSPELT: ReadonlyMap<string, string> = new Map([
  ["etag-compare", "If-None-Match"],
  ["time-cond", "If-Modified-Since"],
  ["continue-at", "Range"],
  ["user", "Authorization"],
  ["oauth2-bearer", "Authorization"],
]);

/** The options and URLs that belong together, as far as they have been read. */
class Operation {
  /** The values of `--url`, and words that aren't options. */
  readonly #urls: { readonly word: Argument; readonly isSure: boolean }[] = [];
  /** Words after options that aren't known: each may be the option's value or a URL. */
  readonly #maybe: Argument[] = [];
  /** The options that upload a file to the URL with the same index. */
  readonly #uploads: Argument[] = [];
  #named: Argument | null = null;
  #implied: CommandRequest["method"] = null;
  /** The first option that may change anything. */
  #unknown: Argument | null = null;
  #target: Argument | null = null;
  #scheme = "http";
  #isGlobbing = true;
  #toQuery = false;
  #elided = false;
  #followsRedirects = false;
  readonly #query: (string | null)[] = [];
  readonly #data: Data[] = [];
  readonly #fields: CommandField[] = [];
  /** Fields that curl adds unless the command gives or removes them. */
  readonly #defaults = new Map<string, CommandField>();
  /** Names that `-H 'Name:'` removes. */
  readonly #removed = new Set<string>();

  positional(word: Argument, mayBeValue: boolean): void {
    if (mayBeValue) {
      this.#maybe.push(word);
    } else {
      this.#urls.push({ word, isSure: word.isOpen || isUrlWord(word.text, 0, word.text.length) });
    }
  }

  add(name: string, typed: Argument, value: Argument | undefined): void {
    switch (name) {
      case UNKNOWN:
        this.#unknown ??= typed;
        return;
      case "compressed":
        this.#imply("Accept-Encoding", "gzip, deflate", typed);
        return;
      case "get":
        this.#toQuery = true;
        return;
      case "head":
        this.#implied = { argument: typed, name: "HEAD" };
        return;
      case "globoff":
        this.#isGlobbing = false;
        return;
      case "location":
      case "location-trusted":
      case "follow":
        this.#followsRedirects = true;
        return;
      case "no-location":
        this.#followsRedirects = false;
        return;
      case "netrc":
      case "netrc-optional":
        this.#elided = true;
        return;
    }
    if (value !== undefined) {
      this.#addWithValue(name, typed, value);
    }
  }

  #addWithValue(name: string, typed: Argument, value: Argument): void {
    const header = UNSPELT.get(name);
    if (header !== undefined) {
      this.#fields.push({ name: typed, value, implied: { name: header, value: null } });
      return;
    }
    switch (name) {
      case "url":
        // `@` names a file with URLs.
        this.#urls.push({ word: opened(value, value.isOpen || value.text.startsWith("@")), isSure: true });
        return;
      case "request":
        this.#named = value;
        return;
      case "header":
        this.#header(value);
        return;
      case "data":
      case "data-ascii":
      case "data-binary": {
        const text = unlessFile(value);
        this.#body(typed, { argument: value, text, query: text, joint: "&" }, FORM);
        return;
      }
      case "data-raw":
        this.#body(typed, { argument: value, text: value.text, query: value.text, joint: "&" }, FORM);
        return;
      case "data-urlencode":
        this.#body(typed, { argument: value, text: null, query: urlEncoded(value.text), joint: "&" }, FORM);
        return;
      case "json": {
        const text = unlessFile(value);
        this.#body(typed, { argument: value, text, query: text, joint: "" }, "application/json");
        this.#imply("Accept", "application/json", typed);
        return;
      }
      case "form":
      case "form-string":
        this.#body(typed, { argument: value, text: null, query: null, joint: "" }, "multipart/form-data");
        return;
      case "url-query":
        this.#query.push(value.text.startsWith("+") ? value.text.slice(1) : urlEncoded(value.text));
        return;
      case "upload-file":
        this.#uploads.push(typed);
        return;
      case "request-target":
        this.#target = value;
        return;
      case "proto-default":
        this.#scheme = value.text;
        return;
      case "config":
        // The file may hold any option.
        this.#unknown ??= typed;
        return;
      case "netrc-file":
      case "aws-sigv4":
        this.#elided = true;
        return;
      case "cookie":
        // Without an equals sign the value is the name of a file.
        if (!value.text.includes("=") && !value.isOpen) {
          this.#elided = true;
          return;
        }
        this.#field("Cookie", value);
        return;
      case "user-agent":
        this.#field("User-Agent", value);
        return;
      case "referer":
        this.#field("Referer", value);
        return;
      case "range":
        this.#fields.push({ name: typed, value, implied: { name: "Range", value: `bytes=${value.text}` } });
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

  finish(): CommandRequest[] {
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
    const query = [...this.#query, ...(isQuery ? this.#data.map((data) => data.query) : [])];
    const common = {
      scheme: this.#scheme,
      target: this.#target,
      query: query.map((piece) => piece ?? "").join("&"),
      fields: [...fields, ...defaults.map(([, field]) => field)].sort((a, b) => a.name.start - b.name.start),
      body: first === undefined || last === undefined || isQuery ? null : { start: first.start, end: last.end },
      data: isQuery || this.#data.length === 0 ? null : joined(this.#data),
      elided: this.#elided || this.#unknown !== null,
      followsRedirects: this.#followsRedirects,
      options: null,
    };
    return this.#targets().map((url, i) => ({
      ...common,
      method: this.#methodOf(i, isQuery),
      url: opened(url, url.isOpen || query.includes(null) || (this.#isGlobbing && isPattern(url.text))),
    }));
  }

  /** The words that are URLs. If none is for sure, which one it is isn't known. */
  #targets(): readonly Argument[] {
    const sure = this.#urls.filter(({ isSure }) => isSure);
    const known = (sure.length > 0 ? sure : this.#urls.slice(0, 1)).map(({ word }) => word);
    return known.length > 0 ? known : this.#maybe.slice(0, 1).map((word) => opened(word, true));
  }

  #methodOf(index: number, isQuery: boolean): CommandRequest["method"] {
    if (this.#named !== null) {
      return { argument: this.#named, name: this.#named.text };
    }
    if (this.#unknown !== null) {
      return { argument: this.#unknown, name: null };
    }
    const upload = this.#uploads[index];
    const implied = isQuery && this.#implied?.name === "POST" ? null : this.#implied;
    return implied ?? (upload === undefined ? null : { argument: upload, name: "PUT" });
  }
}

/** Whether a URL stands for several: `{a,b}`, `[1-9]`. `{{…}}` is a reference, and `[::1]` an address. */
function isPattern(text: string): boolean {
  return /(?<!\{)\{[^{}]+\}(?!\})|\[[\w]+-[\w]+(:\d+)?\]/.test(text);
}

/** `name=content`, `=content`, `content` as `--data-urlencode` sends it; null if it is in a file. */
function urlEncoded(text: string): string | null {
  const at = text.indexOf("=");
  if (at < 0 && text.includes("@")) {
    return null;
  }
  const encoded = encodedForm(text.slice(at + 1));
  return at > 0 ? `${text.slice(0, at)}=${encoded}` : encoded;
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
