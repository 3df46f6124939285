import { ignoresWhitespaceBeforeColon } from "../../cors/received-headers";
import { headerNamed, headerOf } from "../../headers/headers";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { isCoveredByFault } from "../shared/covered-by-fault";
import { mayBeCors } from "../shared/out-of-place";

const CONSEQUENCES = {
  request: "servers must reject this request",
  response: "some programs ignore such a header",
};

export const rule: Rule = {
  id: "whitespace-before-colon",
  severity: "warning",
  summary: "There is whitespace between a header's name and its colon.",
  rationale: `HTTP doesn't allow whitespace between a field name and the colon. A server must answer such a request with 400, and a proxy must remove the whitespace
from a response: programs that read different names in the same line have let attackers into many systems. Browsers differ too: Chrome reads such a header, and Firefox and Safari ignore it.

A request without an HTTP version, as REST clients write it, isn't sent as typed, so its whitespace isn't reported.`,
  references: [{ title: "RFC 9112: Field line parsing", url: "https://httpwg.org/specs/rfc9112.html#field.parsing" }],
  examples: {
    invalid: [
      {
        title: "A space before the colon in a request",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin : https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "A space before the colon in a response",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin : *
`,
      },
    ],
    valid: [
      {
        title: "The colon follows the name directly",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Aligned headers of a request that a REST client rewrites",
        text: `GET https://api.example.com/data
Accept : text/plain
Origin : https://app.example.com
`,
      },
    ],
  },

  explains: {
    steps: ["cors-check 2", "cors-check 8", "cors-preflight-fetch 7.5", "cors-preflight-fetch 7.7"],
    when: ({ at, failure: { header }, engines }) =>
      header !== null &&
      engines.every(ignoresWhitespaceBeforeColon) &&
      fieldsNamed(at.response, header).some(isSpaced) &&
      fieldsNamed(at.response, header).every(isSpaced),
    precedence: 3,
  },

  short: ({ failure }) => `whitespace after ${failure.header}`,

  *fault(fault) {
    const { response } = fault.at;
    const header = fault.failures.find((failure) => failure.header !== null)?.header ?? null;
    for (const field of header === null ? [] : fieldsNamed(response, header)) {
      yield reportOf(response, field, `${markOf(field)}.`);
    }
  },

  *message(message, judged) {
    const spaced = message.fields.filter(isSpaced);
    if (
      spaced.length > 0 &&
      message.kind !== "fragment" &&
      (message.kind !== "request" || message.version !== null) &&
      mayBeCors(judged, message)
    ) {
      for (const field of spaced) {
        const header = headerNamed(field.name.text);
        if (header === null || !isCoveredByFault(message, header, judged)) {
          yield reportOf(message, field, `${markOf(field)}: ${CONSEQUENCES[message.kind]}.`);
        }
      }
    }
  },
};

function markOf({ name }: Field): string {
  return `There must be no whitespace between ${quote(name.text)} and the colon`;
}

function isSpaced({ name, colon }: Field): boolean {
  return name.end < colon;
}

/** Whether some engines ignore the header because of the whitespace, so that it grants something only without it. */
function isIgnoredByEngines({ kind }: Message, name: string): boolean {
  return kind === "response" && (headerOf(name)?.cors === "protocol" || headerNamed(name) === "Location");
}

function reportOf(message: Message, { name, colon }: Field, sentence: string): Report {
  const whitespace = { start: name.end, end: colon };
  return {
    message: sentence,
    place: place(message, whitespace),
    fixes: () => [
      {
        title: "Remove the whitespace before the colon",
        grade: isIgnoredByEngines(message, name.text) ? "suggestion" : "safe",
        edits: [{ anchor: message, range: whitespace, newText: "" }],
      },
    ],
  };
}
