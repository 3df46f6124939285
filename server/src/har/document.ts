import { ENGINES } from "../cors/engines";
import { corsUnsafeRequestHeaderNames } from "../cors/request-header";
import type { CredentialsSetting } from "../exchange/cors-directive";
import { headerNamed } from "../headers/headers";
import { isSecretHeader } from "../headers/secret-names";
import { merged, secretsIn, secretsInField, tokensIn } from "../http/secret-texts";
import type { Range } from "../text/range";
import { addedFields, announcedNames } from "./added-fields";
import { type HarField, valuesNamed } from "./entry";
import { IN_KNOWN_VALUE, IN_URL, IN_VALUE, inertValue, type Spelling } from "./inert";
import type { ScannedText } from "./json-scanner";
import type { HarExchange, HarFetch } from "./pairing";
import { type PlacedText, PlacedTextWriter } from "./placed-text";

/**
 * Writes fetches as a document that reads back as exactly these exchanges. Each exchange has a block: a title, a comment with the number of its entry,
 * the request and the response. Bodies are left out, and secrets are replaced.
 * @param tokens the secrets of the whole file that are hidden wherever they are, in lower case.
 * @param credentialsOf what to say about the credentials of a fetch; null to say nothing.
 * @param maxLength of the document, in UTF-16 code units. Fetches that don't fit aren't written.
 */
export function harDocument(
  fetches: readonly HarFetch[],
  tokens: ReadonlySet<string>,
  credentialsOf: (fetch: HarFetch) => CredentialsSetting | null,
  maxLength = Number.POSITIVE_INFINITY,
): { readonly document: PlacedText; readonly unwritten: readonly HarFetch[] } {
  const writer = new ExchangeWriter(tokens);
  const unwritten = fetches.filter((fetch) => !writer.fetch(fetch, credentialsOf(fetch), maxLength));
  return { document: writer.finish(), unwritten };
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

  /** Writes a fetch if it fits. Returns whether it does. */
  fetch(exchanges: HarFetch, credentials: CredentialsSetting | null, maxLength: number): boolean {
    const { mark } = this.#writer;
    const isPreflightAlone = exchanges.length === 1;
    for (const exchange of exchanges) {
      // A preflight's credentials are those of the request that it serves.
      this.#exchange(exchange, exchange.isPreflight && !isPreflightAlone ? null : credentials);
    }
    const fits = this.#writer.length <= maxLength;
    if (!fits) {
      this.#writer.backTo(mark);
    }
    return fits;
  }

  #exchange(exchange: HarExchange, credentials: CredentialsSetting | null): void {
    const { entry } = exchange;
    const writer = this.#writer;
    if (writer.length > 0) {
      writer.add("\n");
    }
    writer.begin(entry.index, entry.spot);
    this.#title(exchange);
    writer.add(`# ${remark(exchange)}\n`);
    this.#directive(exchange, credentials);
    this.#requestLine(exchange);
    this.#requestFields(exchange);
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

  /** `# @cors origin=https://app.example.com credentials=unknown` */
  #directive({ page }: HarExchange, credentials: CredentialsSetting | null): void {
    if (page === null && credentials === null) {
      return;
    }
    this.#writer.add("# @cors");
    if (page !== null) {
      this.#writer.add(" origin=");
      this.#writer.addFrom(page.source, [{ start: 0, end: page.source.text.length, text: page.origin }]);
    }
    this.#writer.add(credentials === null ? "\n" : ` credentials=${credentials}\n`);
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

  /** A browser adds fields after the preflight. It doesn't ask for these, and they aren't the script's. */
  #requestFields(exchange: HarExchange): void {
    const { entry, preflight, isProvisional } = exchange;
    const added = preflight === null || isProvisional ? [] : addedFields(entry, announcedNames(preflight.entry));
    const otherwise = namesSetOtherwise(exchange);
    const unwritten = entry.request.fields.filter(
      (field) =>
        !added.includes(field) &&
        !this.#field(field, otherwise.has(field.name.text.toLowerCase()) ? UNSAFE_VALUE : null),
    );
    const names = added.map(({ name }) => name.text).filter((name) => NAME.test(name));
    if (names.length > 0) {
      this.#writer.add(`# added by the browser: ${names.join(", ")}\n`);
    }
    if (unwritten.length > 0) {
      this.#writer.add(FIELDS_LEFT_OUT);
    }
  }

  /** A field that has no value or an odd name decides nothing, except `Location`. */
  #responseFields(fields: readonly HarField[]): void {
    const unwritten = fields.filter((field) => !this.#field(field));
    if (unwritten.some(({ name }) => name.isCut || headerNamed(name.text) === "Location")) {
      this.#writer.add(FIELDS_LEFT_OUT);
    }
  }

  /**
   * Returns whether the field is written: its name may not be one, and its value may be cut off.
   * @param instead of its value; null for its value.
   */
  #field({ name, value }: HarField, instead: string | null = null): boolean {
    const isBare = value.text.trim() === "" && WORD.test(name.text);
    if (!NAME.test(name.text) || name.isCut || isBare) {
      return false;
    }
    this.#writer.addFrom(name, [{ start: 0, end: name.text.length, text: null }]);
    this.#writer.add(": ");
    if (value.isCut || instead !== null) {
      this.#writer.addFrom(value, [{ start: 0, end: value.text.length, text: instead ?? IN_VALUE.hidden }]);
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

  /** The fields of a request that its preflight names, if the file doesn't have them. Sanitized exports lack `Authorization`. */
  #announcedFields({ entry, preflight }: HarExchange): void {
    const [source] = valuesNamed(preflight?.entry.request.fields ?? [], "access-control-request-headers");
    if (preflight === null || source === undefined) {
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
    this.#responseFields(fields);
  }
}

/**
 * The names of fields whose values in the file aren't those that the script set: the preflight asks for them, and with these values none would. Browsers
 * may write a value in their own way, and Firefox exports only the last one of several.
 */
function namesSetOtherwise({ entry, preflight }: HarExchange): ReadonlySet<string> {
  const announced = preflight === null ? [] : announcedNames(preflight.entry);
  const headers = entry.request.fields.map(({ name, value }) => ({ name: name.text, value: value.text }));
  const explained = new Set(
    announced.length === 0
      ? []
      : ENGINES.flatMap((engine) => corsUnsafeRequestHeaderNames({ headers, complete: true }, engine).names),
  );
  return new Set(announced.filter((name) => !explained.has(name)));
}

/** Stands for a value that isn't known, except that a request with it needs a preflight: no name with a safe value may have parentheses. */
const UNSAFE_VALUE = "(***)";

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
