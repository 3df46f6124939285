import { isSecretHeader } from "../headers/secret-names";
import { secretsIn, secretsInField, tokensOf } from "../http/secret-texts";
import { memoText } from "../text/memo";
import type { Range } from "../text/range";
import { ENTRY, entryOf, type HarEntry, type HarField } from "./entry";
import { type JsonMistake, JsonScanner, type Spot } from "./json-scanner";
import { type KeptValue, memberOf, objectOf, SCALAR, type Shape, textOf, ValueKeeper } from "./kept-values";
import { type LeftOut, leftOutAlone } from "./left-out";

/** The parts of a HAR that matter to CORS. */
export interface HarLog {
  /** `log.creator.name`; null if it isn't said. */
  readonly creator: string | null;
  /** The entries about which CORS may decide, in the order of the file. */
  readonly entries: readonly HarEntry[];
  /** How many entries the file has. */
  readonly count: number;
  /** How many entries were left out for each reason. */
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** Whether any request or response has cookies or credentials. Sanitized exports have none. */
  readonly hasCredentials: boolean;
  /** The secrets that are recognised wherever they are in the file: those of its headers and URLs that look generated, in lower case. */
  readonly tokens: ReadonlySet<string>;
  /** How many entries weren't kept, because those before them have so much text. */
  readonly tooMany: number;
  readonly error: HarError | null;
}

/** Why a HAR wasn't read, or only up to a place. */
export interface HarError extends Spot {
  /** A part of a line for the user: the cause and the cure. Never quotes the file. */
  readonly reason: string;
}

const NOT_A_HAR =
  "not a HAR: it has no list log.entries; export it from the network panel of a browser or from a proxy";

const REASONS: Readonly<Record<JsonMistake, string>> = {
  unexpected: "not JSON from here on; export the file again",
  "line-break": "not JSON from here on: a string has a line break; export the file again",
  "too-deep": "nested too deeply to be a HAR",
  ends: "the file ends too early; export it again, and wait until it is complete",
  empty: "the file is empty; export it again",
  "text-after": "there is more text after the end of the HAR; remove it",
};

/** How much text of all entries is kept, in UTF-16 code units. */
const MAX_KEPT = 60_000_000;
/** What an entry and a field take beyond their text. */
const ENTRY_COST = 200;
const FIELD_COST = 100;

const CREDENTIALS: ReadonlySet<string> = new Set(["cookie", "set-cookie", "authorization"]);

/** Reads a HAR in chunks. Bodies aren't kept, and neither are entries about which CORS doesn't decide. Never throws. */
export class HarReader {
  readonly #keeper: ValueKeeper;
  readonly #scanner: JsonScanner;
  readonly #entries: HarEntry[] = [];
  readonly #leftOut = new Map<LeftOut, number>();
  #count = 0;
  readonly #tokens = new Set<string>();
  #hasCredentials = false;
  #kept = 0;
  #tooMany = 0;

  constructor() {
    const entries: Shape = { kind: "list", of: ENTRY, onItem: (item, index) => this.#add(item, index) };
    this.#keeper = new ValueKeeper(objectOf({ log: objectOf({ creator: objectOf({ name: SCALAR }), entries }) }));
    this.#scanner = new JsonScanner(this.#keeper);
  }

  /** @param chunk the next part of the text; the first one may begin with a byte order mark. */
  write(chunk: string): void {
    this.#scanner.write(chunk);
  }

  /** Whether nothing more is read, because of a mistake. */
  get isDone(): boolean {
    return this.#scanner.error !== null;
  }

  end(): HarLog {
    this.#scanner.end();
    return {
      creator: textOf(memberOf(memberOf(this.#log, "creator"), "name"))?.text ?? null,
      entries: this.#entries,
      count: this.#count,
      leftOut: this.#leftOut,
      hasCredentials: this.#hasCredentials,
      tokens: this.#tokens,
      tooMany: this.#tooMany,
      error: this.#error,
    };
  }

  get #log(): KeptValue | undefined {
    return memberOf(this.#keeper.value ?? undefined, "log");
  }

  get #error(): HarError | null {
    const { error } = this.#scanner;
    if (error !== null) {
      return { line: error.line, column: error.column, reason: REASONS[error.mistake] };
    }
    return memberOf(this.#log, "entries") === undefined ? { line: 0, column: 0, reason: NOT_A_HAR } : null;
  }

  #add(item: KeptValue, index: number): void {
    const entry = entryOf(item, index);
    this.#count++;
    const fields = [...entry.request.fields, ...entry.response.fields];
    this.#hasCredentials ||= fields.some(({ name }) => CREDENTIALS.has(name.text.toLowerCase()));
    for (const token of secretTokensOf(entry.request.url?.text ?? "", fields)) {
      this.#tokens.add(token);
    }
    const reason = leftOutAlone(entry);
    if (reason !== null) {
      this.#leftOut.set(reason, (this.#leftOut.get(reason) ?? 0) + 1);
      return;
    }
    this.#kept += fields.reduce(
      (sum, { name, value }) => sum + name.text.length + value.text.length + FIELD_COST,
      ENTRY_COST,
    );
    if (this.#kept > MAX_KEPT) {
      this.#tooMany++;
    } else {
      this.#entries.push(entry);
    }
  }
}

/** The secrets of an entry that are recognised wherever they are. */
function secretTokensOf(url: string, fields: readonly HarField[]): string[] {
  const inFields = fields
    .filter(({ name }) => isSecret(name.text))
    .flatMap(({ name, value }) => secretsInField(name.text, value.text).map((range) => textIn(value.text, range)));
  const inUrl = /^https?:/i.test(url) ? secretsIn(url).map((range) => textIn(url, range)) : [];
  return [...inFields, ...inUrl].flatMap(tokensOf);
}

const isSecret = memoText(isSecretHeader);

function textIn(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}
