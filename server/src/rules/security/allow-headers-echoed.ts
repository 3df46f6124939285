import { headerListOf } from "../../case/header-list";
import { announcedNames } from "../../case/read-case";
import { extractHeaderListValues, ListFailure } from "../../cors/list-values";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import { type Answered, isAnswered } from "../framework/blocking";
import type { Related, Report, Rule } from "../framework/rule";
import { isSerious } from "../shared/granted";
import { headerPlace, valuePlace } from "../shared/header-places";
import { holeOf } from "../shared/origin-holes";
import { FETCH_PREFLIGHT, MDN_ALLOW_HEADERS } from "../shared/references";

const ALLOW_HEADERS = "Access-Control-Allow-Headers";

export const rule: Rule = {
  id: "allow-headers-echoed",
  severity: "hint",
  summary: "Preflight responses allow exactly the headers that each preflight asks for.",
  rationale: `Some servers refuse requests that lack a header such as \`X-Requested-With\`, because only a preflight lets a page of another origin send it. If preflights
allow every header that is asked for, the header proves nothing for an origin that is allowed.

A name that no list has, such as \`X-Probe-p7f3\`, shows that the server repeats the question. Two different questions, both answered with their
own names, show only that it may: some servers answer with those of the names that are on their list. So this is a hint. It does no harm if the allowed
origins are trusted, and is a warning if the server allows every origin with credentials.

List the names that your pages need: \`allowedHeaders\` in Express, Spring and Go, \`CORS_ALLOW_HEADERS\` in Django, \`WithHeaders\` in ASP.NET, a fixed value
in nginx. In Express, \`cors()\` without \`allowedHeaders\` repeats the question.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_HEADERS],
  examples: {
    invalid: [
      {
        title: "A made-up name is allowed",
        text: `OPTIONS https://api.example.com/articles HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: x-probe-p7f3

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: x-probe-p7f3
Access-Control-Max-Age: 600
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The same list whatever is asked for",
        text: `OPTIONS https://api.example.com/articles HTTP/1.1
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, X-Requested-With
Access-Control-Max-Age: 600
Vary: Origin
`,
      },
    ],
  },

  *target(exchanges, judged) {
    const asked = exchanges.flatMap(preflightThatAsks);
    const echoing = asked.filter(({ isEchoed }) => isEchoed);
    const madeUp = echoing.find(({ names }) => names.some(isMadeUp));
    if (madeUp !== undefined) {
      const name = madeUp.names.find(isMadeUp) ?? "";
      yield {
        message: `The made-up header ${quote(name)} is allowed: a custom header then proves nothing about who sends it.`,
        severity: isOpenToAll(exchanges, judged) ? "warning" : "hint",
        ...places(madeUp.exchange),
      };
      return;
    }
    const [first] = echoing;
    const other = echoing.find(({ key }) => key !== first?.key);
    if (first !== undefined && other !== undefined && echoing.length === asked.length) {
      yield {
        message:
          "Each preflight is allowed what it asks for. If any header is, a custom header proves nothing about who sends it.",
        ...places(other.exchange, [
          {
            message: "This preflight asks for other names, and is allowed them.",
            place: headerPlace(first.exchange.response, ALLOW_HEADERS),
          },
        ]),
      };
    }
  },
};

/** Whether every site may send the header, with the user's credentials. */
function isOpenToAll(exchanges: readonly JudgedExchange[], judged: JudgedExchanges): boolean {
  return holeOf("reflection", exchanges, judged)?.grants.some(isSerious) === true;
}

interface Asking {
  readonly exchange: Answered;
  /** In lower case. */
  readonly names: readonly string[];
  /** Equal for the same names. */
  readonly key: string;
  /** Whether exactly these names are allowed. */
  readonly isEchoed: boolean;
}

/** A preflight that asks for names and whose answer about names is known. */
function preflightThatAsks(exchange: JudgedExchange): readonly Asking[] {
  if (exchange.kind !== "preflight" || !isAnswered(exchange)) {
    return [];
  }
  const asked = announcedNames(exchange.request);
  const allowed = extractHeaderListValues(ALLOW_HEADERS, headerListOf(exchange.response));
  if (
    asked === null ||
    isUnknown(asked) ||
    asked.length === 0 ||
    isUnknown(allowed) ||
    allowed instanceof ListFailure
  ) {
    return [];
  }
  const [one, other] = [keyOf(asked), keyOf(allowed ?? [])];
  return [{ exchange, names: asked.map((name) => name.toLowerCase()), key: one, isEchoed: one === other }];
}

function keyOf(names: readonly string[]): string {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort().join();
}

/** Names of formats and words that have digits between their letters. */
const WORDS_WITH_DIGITS = /^(?:[a-z]+\d+|\d+[a-z]+|i18n|l10n|a11y|k8s|b2b|md5sum)$/;

/** Whether a part of a name is a random label, such as `p7f3`, or says that it is made up. */
function isMadeUp(name: string): boolean {
  return name
    .split(/[-_]/)
    .some(
      (part) =>
        /^(?:random|nonsense|bogus|madeup)$/.test(part) ||
        (part.length >= 4 && /\d/.test(part) && /[a-z]/.test(part) && !WORDS_WITH_DIGITS.test(part)),
    );
}

function places({ request, response }: Answered, related: readonly Related[] = []): Pick<Report, "place" | "related"> {
  const [asked] = fieldsNamed(request, "Access-Control-Request-Headers");
  return {
    place: headerPlace(response, ALLOW_HEADERS),
    related: [
      ...(asked === undefined
        ? []
        : [{ message: "The preflight asks for these names.", place: valuePlace(request, asked) }]),
      ...related,
    ],
  };
}
