import { type CommandField, type CommandRequest, encodedForm } from "./command-request";
import type { Argument, Word } from "./shell-words";

/** Options of HTTPie and xh that take a value. */
const WITH_VALUE = new Set(
  (
    "-a --auth -A --auth-type -o --output -p --print -P --history-print --pretty -s --style --format-options --response-charset " +
    "--response-mime --proxy --timeout --max-redirects --max-headers --verify --ssl --ciphers --cert --cert-key --cert-key-pass --session " +
    "--session-read-only --default-scheme --boundary --raw --http-version --interface --resolve --unix-socket --generate --bearer"
  ).split(" "),
);

/** Long options without a value. */
const FLAGS = new Set(
  (
    "--json --form --multipart --headers --meta --body --verbose --all --stream --download --continue --quiet --ignore-netrc --offline --follow " +
    "--check-status --chunked --ignore-stdin --compress --path-as-is --unsorted --sorted --traceback --debug --curl --curl-long --https " +
    "--native-tls --ipv4 --ipv6"
  ).split(" "),
);

const JSON_ACCEPT = "application/json, */*;q=0.5";
const JSON_TYPE = "application/json";
const FORM = "application/x-www-form-urlencoded; charset=utf-8";

/**
 * The request of a command of HTTPie, given its words: `http [options] [METHOD] URL [items]`. Null without a URL.
 * @param hasInput whether the command reads the body from a file: `< file`.
 */
export function httpieRequest(words: readonly Word[], hasInput: boolean): CommandRequest | null {
  const request = new ItemReader(words[0]?.text ?? "http", hasInput);
  for (let i = 1; i < words.length; i++) {
    const word = words[i] as Word;
    const isOption = word.text.startsWith("-") && word.text.length > 1;
    if (!isOption) {
      request.positional(word.whole());
    } else if (word.text.startsWith("--")) {
      const at = word.text.indexOf("=");
      const name = at < 0 ? word.text : word.text.slice(0, at);
      const takesNext = at < 0 && WITH_VALUE.has(name);
      request.option(name, word.whole(), at < 0 ? words[i + 1]?.whole() : word.slice(at + 1, word.text.length));
      i += takesNext ? 1 : 0;
    } else {
      i += readCluster(request, word, words[i + 1]);
    }
  }
  return request.finish();
}

/** Reads short options such as `-vf` and `-a me:pw`. Returns how many of the following words it uses. */
function readCluster(request: ItemReader, word: Word, next: Word | undefined): number {
  for (let i = 1; i < word.text.length; i++) {
    const name = `-${word.text.charAt(i)}`;
    if (WITH_VALUE.has(name)) {
      const isLast = i + 1 === word.text.length;
      request.option(name, word.whole(), isLast ? next?.whole() : word.slice(i + 1, word.text.length));
      return isLast ? 1 : 0;
    }
    request.option(name, word.whole(), undefined);
  }
  return 0;
}

/** An item after the URL: the text before its separator, the separator, and the text after it. */
interface Item {
  readonly name: Argument;
  readonly separator: string;
  readonly value: Argument;
}

/** The request as far as the words have been read. */
class ItemReader {
  readonly #program: string;
  readonly #positionals: Argument[] = [];
  #scheme: string;
  #type: "json" | "form" | "multipart" | null = null;
  #json: Argument | null = null;
  #raw: Argument | null = null;
  #hasBody: boolean;
  #elided = false;
  #followsRedirects = false;
  #unknown: Argument | null = null;
  readonly #fields: CommandField[] = [];

  constructor(program: string, hasInput: boolean) {
    this.#program = program.replace(/\.exe$/, "");
    this.#scheme = /s$/.test(this.#program) ? "https" : "http";
    this.#hasBody = hasInput;
  }

  positional(word: Argument): void {
    this.#positionals.push(word);
  }

  option(name: string, typed: Argument, value: Argument | undefined): void {
    switch (name) {
      case "-j":
      case "--json":
        this.#type = "json";
        this.#json = typed;
        return;
      case "-f":
      case "--form":
        this.#type = "form";
        return;
      case "--multipart":
        this.#type = "multipart";
        return;
      case "--https":
        this.#scheme = "https";
        return;
      case "-F":
      case "--follow":
      case "-d":
      case "--download":
        this.#followsRedirects = true;
        return;
      case "--session":
      case "--session-read-only":
        this.#elided = true;
        return;
      case "--default-scheme":
        this.#scheme = value?.text ?? this.#scheme;
        return;
      case "--raw":
        this.#raw = value ?? null;
        return;
      case "-a":
      case "--auth":
      case "--bearer":
        if (value !== undefined) {
          this.#fields.push({ name: typed, value, implied: { name: "Authorization", value: null } });
        }
        return;
    }
    if (name.startsWith("--") && !WITH_VALUE.has(name) && !FLAGS.has(name) && !name.startsWith("--no-")) {
      this.#unknown ??= typed;
    }
  }

  finish(): CommandRequest | null {
    const [first, second] = this.#positionals;
    const hasMethod = first !== undefined && second !== undefined && /^[A-Za-z]+$/.test(first.text);
    const url = hasMethod ? second : first;
    if (url === undefined) {
      return null;
    }
    const items = this.#positionals.slice(hasMethod ? 2 : 1).flatMap((word) => itemOf(word) ?? []);
    const data = items.filter(({ separator }) => DATA.has(separator));
    const files = items.filter(({ separator }) => separator === "@");
    const hasBody = this.#hasBody || this.#raw !== null || data.length > 0 || files.length > 0;
    const body = this.#raw ?? data[0]?.name ?? files[0]?.name;
    const last = this.#raw ?? data.at(-1)?.value ?? files.at(-1)?.value;
    const typed = body ?? this.#json;
    const fields = [
      ...this.#fields,
      ...this.#headers(items),
      ...this.#defaults(items, hasBody, files.length > 0, typed ?? url),
    ];
    return {
      method: this.#methodOf(hasMethod ? first : null, hasBody, typed ?? url),
      url: this.#urlOf(url, items),
      scheme: this.#scheme,
      target: null,
      query: items.flatMap((item) => (item.separator === "==" ? [queryOf(item)] : [])).join("&"),
      fields: fields.sort((a, b) => a.name.start - b.name.start),
      body: body === undefined || last === undefined ? null : { start: body.start, end: last.end },
      data: this.#raw === null || this.#raw.isOpen ? null : this.#raw.text,
      elided: this.#elided || this.#unknown !== null || items.some(({ separator }) => separator === ":@"),
      followsRedirects: this.#followsRedirects,
      options: null,
    };
  }

  #methodOf(typed: Argument | null, hasBody: boolean, implied: Argument): CommandRequest["method"] {
    if (typed !== null) {
      return { argument: typed, name: typed.text.toUpperCase() };
    }
    if (this.#unknown !== null) {
      return { argument: this.#unknown, name: null };
    }
    return hasBody ? { argument: implied, name: "POST" } : null;
  }

  /** `:3000/x` is a port of the local machine, and `:/x` a path there. After an unknown option, the first word may be its value. */
  #urlOf(url: Argument, items: readonly Item[]): Argument {
    const isOpen = url.isOpen || this.#unknown !== null || items.some(({ separator }) => separator === "==@");
    const shorthand = /^:(?!:)(\d*)(.*)$/s.exec(url.text);
    const host = shorthand?.[1] === "" ? "localhost" : `localhost:${shorthand?.[1]}`;
    const text = url.text.startsWith("://")
      ? url.text.slice(3)
      : shorthand === null
        ? url.text
        : `${host}${shorthand[2] ?? ""}`;
    return { ...url, text, isOpen };
  }

  /** The items that are headers. A name without a value isn't sent. */
  #headers(items: readonly Item[]): CommandField[] {
    return items.flatMap(({ name, separator, value }): CommandField[] => {
      switch (separator) {
        case ":":
          return value.text === "" ? [] : [{ name, value, implied: null }];
        case ";":
          return [{ name, value, implied: null }];
        case ":@":
          return [{ name, value, implied: { name: name.text, value: null } }];
        default:
          return [];
      }
    });
  }

  #defaults(items: readonly Item[], hasBody: boolean, hasFiles: boolean, typed: Argument): CommandField[] {
    const isForm = this.#type === "form" || this.#type === "multipart" || (hasFiles && this.#type === null);
    const isJson = this.#type === "json" || (hasBody && !isForm);
    const type = isJson
      ? JSON_TYPE
      : isForm && (hasFiles || this.#type === "multipart")
        ? "multipart/form-data"
        : isForm && hasBody
          ? FORM
          : null;
    const isGiven = (name: string) =>
      items.some((item) => [":", ";", ":@"].includes(item.separator) && item.name.text.toLowerCase() === name);
    const implied = (name: string, value: string | null) =>
      value === null || isGiven(name.toLowerCase()) ? [] : [{ name: typed, value: typed, implied: { name, value } }];
    return [...implied("Content-Type", type), ...implied("Accept", isJson ? JSON_ACCEPT : null)];
  }
}

/** The separators of items that are part of the body. */
const DATA: ReadonlySet<string> = new Set(["=", ":=", "=@", ":=@"]);

/** Splits a word at its first separator; at the same place, the longest one counts. A backslash before a character makes it part of the name. */
function itemOf(word: Argument): Item | null {
  const form = /^((?:\\.|[^\\:=;@])*)(:=@|==@|:=|==|=@|:@|:|=|;|@)/s.exec(word.text);
  if (form === null) {
    return null;
  }
  const [all, name = "", separator = ""] = form;
  return {
    name: { ...word.slice(0, name.length), text: name.replace(/\\(.)/gs, "$1") },
    separator,
    value: trimmed(word.slice(all.length, word.text.length)),
  };
}

function trimmed(argument: Argument): Argument {
  const { text } = argument;
  const start = text.length - text.trimStart().length;
  return argument.slice(start, Math.max(start, text.trimEnd().length));
}

function queryOf({ name, value }: Item): string {
  return `${encodedForm(name.text)}=${encodedForm(value.text)}`;
}
