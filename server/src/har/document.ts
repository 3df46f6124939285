import { headerNamed } from "../headers/headers";
import { isSecretHeader } from "../headers/secret-names";
import { merged, secretsIn, secretsInField, tokensIn } from "../http/secret-texts";
import type { Range } from "../text/range";
import { type HarField, valuesNamed } from "./entry";
import { IN_KNOWN_VALUE, IN_URL, IN_VALUE, inertValue, type Spelling } from "./inert";
import type { ScannedText } from "./json-scanner";
import { announcedNames, type HarExchange, type HarFetch } from "./pairing";
import { type PlacedText, PlacedTextWriter } from "./placed-text";

/**
 * Writes fetches as a document that reads back as exactly these exchanges. Each exchange has a block: a title, a comment with the number of its entry,
 * the request and the response. Bodies are left out, and secrets are replaced.
 * @param tokens the secrets of the whole file that are hidden wherever they are, in lower case.
 */
export function harDocument(fetches: readonly HarFetch[], tokens: ReadonlySet<string>): PlacedText {
  const writer = new ExchangeWriter(tokens);
  for (const exchange of fetches.flat()) {
    writer.exchange(exchange);
  }
  return writer.finish();
}

/** A name that a line can begin with. */
const NAME = /^[A-Za-z][\w!#$%&'*+.^`|~-]*$/;
/** A line with such a name and no value may be read as the author's announcement of the next message. */
const WORD = /^\w+$/;

/** A line that says that the head has further fields. */
const FIELDS_LEFT_OUT = "# fields left out\n";

class ExchangeWriter {
  readonly #tokens: ReadonlySet<string>;
  readonly #writer = new PlacedTextWriter();

  constructor(tokens: ReadonlySet<string>) {
    this.#tokens = tokens;
  }

  finish(): PlacedText {
    return this.#writer.finish();
  }

  exchange(exchange: HarExchange): void {
    const { entry } = exchange;
    const writer = this.#writer;
    if (writer.length > 0) {
      writer.add("\n");
    }
    writer.begin(entry.index, entry.spot);
    this.#title(exchange);
    writer.add(`# ${remark(exchange)}\n`);
    this.#directives(exchange);
    this.#requestLine(exchange);
    this.#fields(entry.request.fields);
    this.#announcedFields(exchange);
    this.#response(exchange);
  }

  /** `### PUT api.example.com/prices` */
  #title({ entry, url }: HarExchange): void {
    const path = url.pathname.slice(0, MAX_TITLE);
    const title = `${entry.request.method?.text ?? "GET"} ${url.host}`;
    const parts = inertValue(path, this.#secretsOfUrl(path), IN_URL);
    const shown = parts.map(({ start, end, text }) => text ?? path.slice(start, end)).join("");
    this.#writer.add(`### ${title}${shown}${path.length < url.pathname.length ? "…" : ""}\n`);
  }

  /** A host isn't secret, and it decides. */
  #secretsOfUrl(url: string): Range[] {
    const [origin = ""] = /^[a-z]+:\/\/[^/?#]*/i.exec(url) ?? [];
    const tokens = tokensIn(url, this.#tokens).filter(({ start }) => start >= origin.length);
    return merged([...secretsIn(url), ...tokens]);
  }

  #directives({ page }: HarExchange): void {
    if (page !== null) {
      this.#writer.add("# @cors origin=");
      this.#writer.addFrom(page.source, [{ start: 0, end: page.source.text.length, text: page.origin }]);
      this.#writer.add("\n");
    }
  }

  #requestLine({ entry, url }: HarExchange): void {
    const { method, url: typed } = entry.request;
    const writer = this.#writer;
    if (method === null) {
      writer.add("GET");
    } else {
      writer.addFrom(method, [{ start: 0, end: method.text.length, text: null }]);
    }
    writer.add(" ");
    if (typed !== null) {
      this.#url(typed, url.href);
    }
    writer.add(" HTTP/1.1\n");
  }

  /** Writes a URL as browsers write it. If the file has it in another form, the whole URL has one place. */
  #url(typed: ScannedText, href: string): void {
    const parts = inertValue(href, this.#secretsOfUrl(href), IN_URL);
    const isTyped = typed.text === href || typed.text.startsWith(`${href}#`);
    const whole = parts.map(({ start, end, text }) => text ?? href.slice(start, end)).join("");
    this.#writer.addFrom(typed, isTyped ? parts : [{ start: 0, end: typed.text.length, text: whole }]);
  }

  #fields(fields: readonly HarField[]): void {
    let isComplete = true;
    for (const field of fields) {
      isComplete = this.#field(field) && isComplete;
    }
    if (!isComplete) {
      this.#writer.add(FIELDS_LEFT_OUT);
    }
  }

  /** Returns whether the field is written: its name may not be one, and its value may be cut off. */
  #field({ name, value }: HarField): boolean {
    const isBare = value.text.trim() === "" && WORD.test(name.text);
    if (!NAME.test(name.text) || name.isCut || isBare) {
      return false;
    }
    this.#writer.addFrom(name, [{ start: 0, end: name.text.length, text: null }]);
    this.#writer.add(": ");
    if (value.isCut) {
      this.#writer.addFrom(value, [{ start: 0, end: value.text.length, text: IN_VALUE.hidden }]);
    } else {
      const [spelling, secrets] = this.#shownValue(name.text, value.text);
      this.#writer.addFrom(value, inertValue(value.text, secrets, spelling));
    }
    this.#writer.add("\n");
    return true;
  }

  #shownValue(name: string, value: string): [Spelling, Range[]] {
    if (isSecretHeader(name)) {
      return [IN_VALUE, secretsInField(name, value)];
    }
    const known = headerNamed(name);
    if (known === "Location") {
      return [IN_URL, this.#secretsOfUrl(value)];
    }
    const tokens = known === "Origin" || known?.startsWith("Access-Control-") ? [] : tokensIn(value, this.#tokens);
    return [known === null ? IN_VALUE : IN_KNOWN_VALUE, merged([...secretsIn(value), ...tokens])];
  }

  /** The fields of a request that its preflight names, if the file doesn't have them. */
  #announcedFields({ entry, isProvisional, preflight }: HarExchange): void {
    const [source] = valuesNamed(preflight?.entry.request.fields ?? [], "access-control-request-headers");
    if (!isProvisional || preflight === null || source === undefined) {
      return;
    }
    const known = new Set(entry.request.fields.map(({ name }) => name.text.toLowerCase()));
    for (const name of announcedNames(preflight.entry)) {
      if (!known.has(name) && NAME.test(name)) {
        this.#writer.addFrom(source, [{ start: 0, end: source.text.length, text: name }]);
        this.#writer.add(": …\n");
      }
    }
  }

  #response({ entry }: HarExchange): void {
    const { status, statusText, spot, fields } = entry.response;
    if (!isAnswered(entry.response.status)) {
      return;
    }
    const writer = this.#writer;
    writer.add("\n");
    const at = { text: String(status), spot, escapes: [], isCut: false };
    writer.add("HTTP/1.1 ");
    writer.addFrom(at, [{ start: 0, end: at.text.length, text: null }]);
    if (statusText !== null && /^[A-Za-z][A-Za-z '-]{0,60}$/.test(statusText.text)) {
      writer.add(" ");
      writer.addFrom(statusText, [{ start: 0, end: statusText.text.length, text: null }]);
    }
    writer.add("\n");
    this.#fields(fields);
  }
}

const MAX_TITLE = 80;

function isAnswered(status: number | null): boolean {
  return status !== null && Number.isInteger(status) && status >= 100 && status <= 999;
}

/** `entry 12 (preflight: entry 11), no response: net::ERR_FAILED` */
function remark({ entry, preflight }: HarExchange): string {
  const { status, error } = entry.response;
  const reason = error !== null && /^[\w:. -]{1,60}$/.test(error) ? `: ${error}` : "";
  return [
    `entry ${entry.index}`,
    preflight === null ? "" : ` (preflight: entry ${preflight.entry.index})`,
    isAnswered(status) ? "" : `, no response${reason}`,
  ].join("");
}
