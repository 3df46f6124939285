import assert from "node:assert/strict";
import { type Analysis, analyse, type Settings } from "../../server/src/analysis";
import { NotSent, sentRequest } from "../../server/src/copy/sent-request";
import { ENGINES } from "../../server/src/cors/engines";
import { type Fix, textEdits } from "../../server/src/edits/edit";
import { type ExchangeAction, exchangeActions } from "../../server/src/edits/exchange-actions";
import { plainText } from "../../server/src/edits/snippet";
import { suppressions } from "../../server/src/edits/suppress";
import { isSameTarget } from "../../server/src/exchange/target";
import type { Carrier } from "../../server/src/http/parse";
import { fieldsNamed, linesBetween, type Message, messagesOf } from "../../server/src/http/tree";
import type { JudgedExchange, Verdict } from "../../server/src/judged/judged-exchange";
import type { Finding } from "../../server/src/rules/framework/rule";
import { safeFixes } from "../../server/src/rules/framework/safe-fixes";
import { applyEdits, type TextEdit } from "../../server/src/text/edit";
import { checkReadsMore } from "./fixes";

/** Everything that an editor offers for a text. */
type Offer =
  | { readonly kind: "fix"; readonly fix: Fix; readonly finding: Finding }
  | { readonly kind: "suppress"; readonly fix: Fix; readonly finding: Finding }
  | { readonly kind: "fix-all"; readonly fix: Fix }
  | { readonly kind: ExchangeAction["id"]; readonly fix: Fix; readonly exchange: JudgedExchange };

/** What an action of a kind may change, beside the messages that it edits. */
interface Nature {
  /** It may write a preflight: one more exchange, whose page and permission are those of the requests with its target. */
  readonly insertsPreflight?: true;
  /** It may write the response that a preflight lacks. */
  readonly answersPreflight?: true;
  /** It writes the response that the request lacks. */
  readonly answers?: true;
  /** It writes a request in the place of a command. */
  readonly rewritesRequest?: true;
  /** It writes requests without answers, and nothing else changes. */
  readonly asksMore?: true;
  /** It may give the exchange a page, and so a verdict that is worse than none. */
  readonly givesPage?: true;
}

const NATURES: Readonly<Partial<Record<Offer["kind"], Nature>>> = {
  insertPreflight: { insertsPreflight: true },
  completeResponse: { insertsPreflight: true, answersPreflight: true },
  completePreflightResponse: { answersPreflight: true },
  allowOrigin: { insertsPreflight: true, answersPreflight: true },
  allowCredentials: { insertsPreflight: true, answersPreflight: true },
  addOrigin: { givesPage: true },
  writeResponse: { insertsPreflight: true, answersPreflight: true, answers: true },
  setOriginForRequest: { givesPage: true },
  setOriginForFile: { givesPage: true },
  rewriteCommand: { rewritesRequest: true },
  writeProbes: { asksMore: true },
  writeShortProbes: { asksMore: true },
};

/**
 * Applies every fix and action that an editor offers for a text, each alone, and asserts that it does what it says and nothing else.
 * @returns how many were applied.
 */
export function checkActions(text: string, carrier: Carrier, settings: Settings): number {
  const read = (source: string) =>
    analyse(source, carrier, settings, (_, error) => {
      throw error;
    });
  const before = read(text);
  const offers = offersOf(before);
  for (const offer of offers) {
    const edits = plainEdits(before, offer.fix);
    const result = applyEdits(text, edits);
    const check = new Check(before, edits, offer);
    try {
      check.against(read(result));
    } catch (error) {
      const line = before.lines.positionAt(edits[0]?.range.start ?? 0).line + 1;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `“${offer.fix.title}” (${offer.kind}, ${offer.fix.grade}, line ${line}): ${reason}\n--- before\n${text}\n--- after\n${result}`,
        { cause: error },
      );
    }
  }
  return offers.length;
}

function offersOf(analysis: Analysis): Offer[] {
  const { findings, judged, exchanges } = analysis;
  const all = safeFixes(findings, judged).flatMap((fix) => fix.edits);
  return [
    ...findings.flatMap((finding): Offer[] => [
      ...finding.fixes(judged).map((fix) => ({ kind: "fix", fix, finding }) as const),
      ...suppressions(judged, finding).map((fix) => ({ kind: "suppress", fix, finding }) as const),
    ]),
    ...exchanges.flatMap((exchange) =>
      exchangeActions(judged, exchange).map(({ id, fix }): Offer => ({ kind: id, fix, exchange })),
    ),
    ...(all.length === 0
      ? []
      : [{ kind: "fix-all", fix: { title: "Apply all safe fixes", grade: "safe", edits: all } } as const]),
  ];
}

/** The edits in the order of the text. Asserts that they are inside the document and don't overlap. */
function plainEdits({ document }: Analysis, fix: Fix): TextEdit[] {
  const edits = textEdits(document, fix.edits).map(({ range, newText }) => ({
    range,
    newText: fix.grade === "placeholder" ? plainText(newText) : newText,
  }));
  const inOrder = edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  assert.ok(edits.length > 0, `${fix.title} edits nothing`);
  let end = 0;
  for (const { range } of inOrder) {
    assert.ok(end <= range.start && range.start <= range.end, `${fix.title}: edits overlap`);
    end = range.end;
  }
  assert.ok(end <= document.text.length, `${fix.title}: an edit is outside the document`);
  return edits;
}

const RANK: Readonly<Record<Verdict, number>> = { blocked: 0, undetermined: 1, "not-cors": 2, allowed: 2 };

class Check {
  readonly #before: Analysis;
  readonly #edits: readonly TextEdit[];
  readonly #offer: Offer;
  readonly #nature: Nature;

  constructor(before: Analysis, edits: readonly TextEdit[], offer: Offer) {
    this.#before = before;
    this.#edits = edits;
    this.#offer = offer;
    this.#nature = NATURES[offer.kind] ?? {};
  }

  against(after: Analysis): void {
    if (this.#offer.fix.readsMore) {
      checkReadsMore(this.#before, after);
      this.#doesItsJob(after);
      return;
    }
    const known = this.#sameMessages(after);
    this.#samePairs(after, known);
    this.#sameVerdicts(after, known);
    this.#sameComments(after);
    this.#doesItsJob(after);
  }

  /** Where an offset of the text is afterwards. Text inserted there comes before it. */
  #moved(offset: number): number {
    return this.#edits.reduce(
      (at, { range, newText }) => (range.end <= offset ? at + newText.length - (range.end - range.start) : at),
      offset,
    );
  }

  /** Whether the first word from an offset of the result is in text that an edit inserts. */
  #isInserted(from: number, result: string): boolean {
    const offset = from + result.slice(from).search(/[^ \t]|$/);
    return this.#edits.some(({ range, newText }) => {
      const start = this.#moved(range.start) - newText.length;
      return range.start === range.end && start <= offset && offset < start + newText.length;
    });
  }

  /** Pairs each message with itself after the action. Asserts that only the action adds messages. */
  #sameMessages(after: Analysis): Map<Message, Message> {
    const { document } = this.#before;
    const now = messagesOf(after.document).map((message) => {
      const start = after.document.startOf(message);
      return { message, isNew: message.kind !== "fragment" && this.#isInserted(start, after.document.text) };
    });
    const known = new Map<Message, Message>();
    const stays = now.filter(({ isNew }) => !isNew);
    for (const message of messagesOf(document)) {
      const next = stays.shift();
      assert.ok(next?.message.kind === message.kind, `a ${message.kind} has disappeared`);
      known.set(message, next.message);
      this.#sameContent(message, next.message, after);
    }
    const written = now.filter(({ isNew }) => isNew).map(({ message }) => message.kind);
    assert.ok(stays.length === 0, "messages begin elsewhere");
    const { insertsPreflight, answersPreflight, answers, asksMore } = this.#nature;
    if (asksMore) {
      assert.ok(
        written.length > 0 && written.every((kind) => kind === "request"),
        `new messages: ${written.join(", ")}`,
      );
      return known;
    }
    const [preflight, answer] = [insertsPreflight ? ["request", "response"] : [], ["response"]];
    const own = answers ? answer : [];
    assert.ok(
      [own, [...preflight, ...own], ...(answersPreflight ? [[...answer, ...own]] : []), ...(answers ? [] : [[]])].some(
        (kinds) => kinds.join() === written.join(),
      ),
      `new messages: ${written.join(", ")}`,
    );
    return known;
  }

  /** A line that an edit adds below another one leaves that one as it is. */
  #isEdited(start: number, end: number): boolean {
    return this.#edits.some(({ range, newText }) =>
      range.start === range.end
        ? start < range.start && range.start <= end && !(range.start === end && /^[\r\n]/.test(newText))
        : range.start < end && start < range.end,
    );
  }

  #sameContent(message: Message, now: Message, after: Analysis): void {
    const { document } = this.#before;
    const start = document.startOf(message);
    const isRewritten =
      this.#nature.rewritesRequest && "exchange" in this.#offer && this.#offer.exchange.request === message;
    const was = isRewritten ? bodyOf(after, now) : bodyOf(this.#before, message);
    if (was.join() !== bodyOf(after, now).join()) {
      assert.deepEqual(bodyOf(after, now), was, `the body of a ${message.kind} changes`);
    }
    const rest = now.fields.map(({ name, value }) => `${name.text}: ${value.text}`);
    for (const { name, value, line } of message.fields) {
      if (!this.#isEdited(start + line.start, start + line.end)) {
        const at = rest.indexOf(`${name.text}: ${value.text}`);
        assert.ok(at >= 0, `the field ${name.text} changes`);
        rest.splice(at, 1);
      }
    }
    const had = countsOf(message.fields.map(({ name }) => name.text.toLowerCase()));
    for (const [name, count] of countsOf(now.fields.map((field) => field.name.text.toLowerCase()))) {
      assert.ok(
        count === 1 || count <= (had.get(name) ?? 0) || message.kind === "fragment",
        `the ${message.kind} has ${name} twice`,
      );
    }
    assert.ok(!now.elided || message.elided, `the ${message.kind} is elided now`);
  }

  #samePairs(after: Analysis, known: ReadonlyMap<Message, Message>): void {
    const requests = ({ document }: Analysis) => messagesOf(document).filter(({ kind }) => kind === "request").length;
    const { exchanges } = this.#before;
    const added = requests(after) - requests(this.#before);
    assert.equal(after.exchanges.length, exchanges.length + added, "the number of exchanges");
    const answers = messagesOf(after.document).length - known.size - 2 * added;
    const { answers: answersOwn, answersPreflight } = this.#nature;
    const own = "exchange" in this.#offer ? this.#offer.exchange : null;
    for (const exchange of exchanges) {
      const now = this.#now(after, known, exchange);
      assert.ok(now !== null, "an exchange has disappeared");
      const response = exchange.response === null ? null : known.get(exchange.response);
      assert.ok(
        now.response === response ||
          (response === null &&
            answers > 0 &&
            ((answersPreflight && exchange.kind === "preflight") || (answersOwn && exchange === own))),
        "a request has another response",
      );
    }
  }

  /** A hop that the text doesn't show is known by its response. */
  #now(
    after: Analysis,
    known: ReadonlyMap<Message, Message>,
    { request, response, isHop }: JudgedExchange,
  ): JudgedExchange | null {
    if (isHop) {
      const answer = response === null ? undefined : known.get(response);
      return after.exchanges.find((exchange) => exchange.isHop && exchange.response === answer) ?? null;
    }
    const now = known.get(request);
    return now === undefined ? null : after.judged.exchangeOf(now);
  }

  #sameVerdicts(after: Analysis, known: ReadonlyMap<Message, Message>): void {
    const { grade } = this.#offer.fix;
    const anchors = new Set<object>(this.#offer.fix.edits.map(({ anchor }) => anchor));
    const edited = new Set<object>([...known].filter(([message]) => anchors.has(message)).flat());
    // A line without a colon leaves open whether the header is sent.
    const decides = this.#offer.kind === "fix" && this.#offer.finding.rule === "colon-missing";
    const inserts = messagesOf(after.document).length > known.size;
    const pageless = this.#before.exchanges.filter(({ isPageUnknown }) => isPageUnknown).map(({ request }) => request);
    const withoutPage = new Set<object | undefined>(pageless.flatMap((request) => [request, known.get(request)]));
    for (const exchange of this.#before.exchanges) {
      const now = this.#now(after, known, exchange);
      // A request that gets a page may be redirected to another one.
      const deciding = [...decidingMessages(exchange), ...(now === null ? [] : decidingMessages(now))];
      // A comment at the top of the file gives a page to all requests without one. They may then be preflights or redirects of others.
      const getsPage = this.#nature.givesPage && deciding.some((message) => withoutPage.has(message));
      const isTouched = inserts || getsPage || deciding.some((message) => edited.has(message));
      for (const engine of ENGINES) {
        const was = exchange.verdict[engine];
        const is = now?.verdict[engine] ?? "blocked";
        const isKept =
          is === was || (isTouched && !this.#nature.asksMore && (grade === "placeholder" || this.#nature.givesPage));
        assert.ok(
          isKept ||
            (isTouched &&
              !this.#nature.asksMore &&
              grade === "suggestion" &&
              (RANK[is] >= RANK[was] || (was === "undetermined" && decides))),
          `${engine}: ${was} → ${is} (the edits are ${isTouched ? "in its messages" : "elsewhere"})`,
        );
      }
    }
  }

  #keyOf({ document }: Analysis, finding: Finding, move: (offset: number) => number = (offset) => offset): string {
    return `${finding.rule} at ${move(document.rangeOf(finding.place).start)}`;
  }

  /** What comments hide stays hidden, and nothing else becomes hidden. */
  #sameComments(after: Analysis): void {
    if (this.#offer.kind === "suppress") {
      return;
    }
    // A comment with a mistake works once it is corrected.
    const mayHide = this.#offer.kind === "fix" && this.#offer.finding.rule === "invalid-suppression";
    const moved = (offset: number) => this.#moved(offset);
    const hidden = new Set(this.#before.suppressed.map(({ finding }) => this.#keyOf(this.#before, finding, moved)));
    const shown = new Set(this.#before.findings.map((finding) => this.#keyOf(this.#before, finding, moved)));
    for (const { finding } of after.suppressed) {
      const key = this.#keyOf(after, finding);
      assert.ok(hidden.has(key) || !shown.has(key) || mayHide, `${key} becomes hidden`);
    }
    for (const finding of after.findings) {
      const key = this.#keyOf(after, finding);
      assert.ok(shown.has(key) || !hidden.has(key), `${key} becomes visible`);
    }
  }

  #doesItsJob(after: Analysis): void {
    const offer = this.#offer;
    switch (offer.kind) {
      case "fix": {
        const { rule, message } = offer.finding;
        const same = ({ findings }: Analysis) => findings.filter((one) => one.rule === rule && one.message === message);
        const place = this.#keyOf(this.#before, offer.finding, (at) => this.#moved(at));
        assert.ok(
          same(after).length < same(this.#before).length ||
            !same(after).some((one) => this.#keyOf(after, one) === place),
          `${rule} stays: ${message}`,
        );
        break;
      }
      case "suppress":
        this.#hidesWhatItSays(after, offer.finding);
        break;
      case "writeResponse":
        this.#answers(after, offer.exchange);
        break;
      case "rewriteCommand":
        this.#sendsTheSame(after, offer.exchange);
        break;
      case "writeProbes":
      case "writeShortProbes":
        this.#probes(after, offer.exchange);
        break;
      default:
    }
  }

  /** The request has a response, and nothing is wrong with it, unless a page that comes over `http` asks for it. */
  #answers(after: Analysis, { request }: JudgedExchange): void {
    const start = this.#moved(this.#before.document.startOf(request));
    const now = after.exchanges.find((one) => after.document.startOf(one.request) === start);
    assert.ok(now?.response, "the request has no response");
    const { response } = now;
    const wrong = after.findings.filter(({ place, rule }) => place.anchor === response && rule !== "origin-insecure");
    assert.deepEqual(
      wrong.map(({ message }) => message),
      [],
    );
    // A redirect before it may still be blocked.
    for (const engine of now.redirectFrom === null ? ENGINES : []) {
      assert.notEqual(now.verdict[engine], "blocked", engine);
    }
  }

  /** A request is in the place of the command, and a copy of it as a command is the same. For a call, it is what browsers make of it. */
  #sendsTheSame(after: Analysis, exchange: JudgedExchange): void {
    const now = after.exchanges[this.#before.exchanges.indexOf(exchange)];
    assert.ok(now?.request.writable, "the command is still there");
    if (exchange.request.call !== null) {
      assert.deepEqual(made(now), made(exchange));
      return;
    }
    const sent = ({ document }: Analysis, one: JudgedExchange) => {
      const request = sentRequest(document, one);
      return request instanceof NotSent
        ? request
        : { ...request, fields: request.fields.map(({ name, value }) => `${name}: ${value}`) };
    };
    assert.deepEqual(sent(after, now), sent(this.#before, exchange));
  }

  /** The new requests go to the same URL, ask for the same, and say what browsers should do with them. Nothing is wrong with them. */
  #probes(after: Analysis, exchange: JudgedExchange): void {
    const isNew = (one: JudgedExchange) => this.#isInserted(after.document.startOf(one.request), after.document.text);
    const added = after.exchanges.filter(isNew);
    const sent = (one: JudgedExchange) =>
      one.kind === "preflight"
        ? String(fieldsNamed(one.request, "Access-Control-Request-Method")[0]?.resolved).toUpperCase()
        : String(one.request.methodValue).toUpperCase();
    const origins = added.map(({ origin }) => origin?.value ?? null);
    assert.equal(new Set(origins).size, origins.length, "two probes have one origin");
    for (const one of added) {
      const title = `the probe from ${String(one.origin?.value ?? null)}`;
      assert.ok(isSameTarget(one.target, exchange.target), `${title} goes to ${one.request.wholeTarget}`);
      assert.equal(one.response, null, `${title} has an answer`);
      assert.equal(sent(one), sent(exchange), `${title} asks for something else`);
      assert.equal(
        one.resolvedCredentials.mode,
        one.origin === null ? one.resolvedCredentials.mode : exchange.resolvedCredentials.mode,
        title,
      );
      assert.equal(one.redirectFrom, null, `${title} is part of a redirect`);
    }
    // A mistake of the request is one of its probes too.
    const known = new Set(
      [...this.#before.findings, ...this.#before.suppressed.map(({ finding }) => finding)].map(({ rule }) => rule),
    );
    const found = after.findings.filter(
      ({ rule, place, message }) =>
        !known.has(rule) && !UNUSUAL_VALUE.test(message) && added.some(({ request }) => request === place.anchor),
    );
    assert.deepEqual(
      found.map(({ rule, message }) => `${rule}: ${message}`),
      [],
      "a probe has a finding",
    );
    const again = after.exchanges.filter((one) => !isNew(one))[this.#before.exchanges.indexOf(exchange)];
    const more =
      again === undefined ? [] : exchangeActions(after.judged, again).filter(({ id }) => id === this.#offer.kind);
    assert.deepEqual(
      more.map(({ fix }) => fix.title),
      [],
      "the probes are offered again",
    );
  }

  #hidesWhatItSays(after: Analysis, finding: Finding): void {
    const { title } = this.#offer.fix;
    const { document } = this.#before;
    const moved = (offset: number) => this.#moved(offset);
    const lineOf = (one: Finding) => document.lines.findLast(({ start }) => start <= document.rangeOf(one.place).start);
    const isMeant = (one: Finding): boolean => {
      if (one.rule !== finding.rule) {
        return false;
      }
      if (title.endsWith("for the entire file")) {
        return true;
      }
      if (title.endsWith("for this line")) {
        return lineOf(one) === lineOf(finding);
      }
      const home = homeOf(finding.place.anchor, this.#before);
      return home !== null && homeOf(one.place.anchor, this.#before) === home;
    };
    const isOther = ({ rule }: Finding) => rule !== "unused-suppression";
    const keys = (findings: readonly Finding[], analysis: Analysis, move?: (offset: number) => number) =>
      findings
        .filter(isOther)
        .map((one) => this.#keyOf(analysis, one, move))
        .sort();
    const meant = this.#before.findings.filter(isMeant);
    // A line and the lines that continue it are one.
    const nowHidden = after.suppressed.map((one) => one.finding);
    const hidden = keys(nowHidden, after);
    for (const key of keys(meant, this.#before, moved)) {
      assert.ok(hidden.includes(key), `${key} stays visible`);
    }
    const allowed = keys(
      [
        ...(title.endsWith("for this line")
          ? this.#before.findings.filter(({ rule }) => rule === finding.rule)
          : meant),
        ...this.#before.suppressed.map((one) => one.finding),
      ],
      this.#before,
      moved,
    );
    for (const key of hidden) {
      assert.ok(allowed.includes(key), `${key} becomes hidden too`);
    }
    assert.deepEqual(
      [...keys(after.findings, after), ...hidden].sort(),
      [
        ...keys(this.#before.findings, this.#before, moved),
        ...keys(
          this.#before.suppressed.map((one) => one.finding),
          this.#before,
          moved,
        ),
      ].sort(),
      "other findings",
    );
  }
}

/** A preflight alone can't show that the value of a header that it asks for is unusual. */
const UNUSUAL_VALUE = /^Browsers ask for `[\w-]+` only if its value is unusual/;

/** What browsers make of a request, and what they decide about it. */
function made({ fetchRequest, judgement, page, verdict }: JudgedExchange) {
  const { method, urlList, origin, credentialsMode, pageHeaders } = fetchRequest.fetch;
  const names = pageHeaders.headers.map(({ name }) => name.toLowerCase()).sort();
  return {
    method,
    urlList,
    origin,
    credentialsMode,
    names,
    page: page?.value ?? null,
    needsPreflight: judgement.fetch.needsPreflight,
    verdict,
  };
}

/** The lines of a message's body, without those that say nothing. */
function bodyOf({ document }: Analysis, message: Message): string[] {
  const start = document.startOf(message);
  return linesBetween(document, start, start + message.length)
    .filter(({ kind }) => kind === "body" || kind === "junk")
    .map((line) => document.text.slice(line.content, line.end).trim())
    .filter((line) => line !== "");
}

/** The exchange of a message or directive, or the message, if it has none. */
function homeOf(anchor: object, { judged }: Analysis): object | null {
  if ("kind" in anchor) {
    return judged.exchangeOf(anchor as Message) ?? anchor;
  }
  return judged.exchanges.find(({ request }) => request.directives.some((one) => one === anchor)) ?? null;
}

/** The messages that decide about an exchange. */
function decidingMessages(exchange: JudgedExchange): Message[] {
  const own = [exchange.request, exchange.response, exchange.servedBy?.request, exchange.servedBy?.response];
  return [
    ...own.flatMap((message) => message ?? []),
    ...(exchange.redirectFrom === null ? [] : decidingMessages(exchange.redirectFrom)),
  ];
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
