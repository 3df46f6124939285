import { type Field, fieldsNamed, type Response } from "../../http/tree";
import { type Place, place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { statusLinePlace, valuePlace } from "../shared/header-places";
import { fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "response-not-readable",
  severity: "error",
  summary: "Browsers reject a response before they look at CORS.",
  rationale: `Some responses are network errors, whatever their CORS headers say:

- a header with a NUL character. Firefox ignores the line if the character is in the name;
- several \`Location\` headers with different values, in Chrome and Firefox;
- a \`407\`, by which a proxy asks for a password, from the server itself, in Chrome.

The page can't distinguish them from a CORS failure.`,
  references: [
    fetchSection("HTTP-network-or-cache fetch", "concept-http-network-or-cache-fetch"),
    { title: "RFC 9110: Field values", url: "https://httpwg.org/specs/rfc9110.html#fields.values" },
  ],
  examples: {
    invalid: [
      {
        title: "A server answers like a proxy",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 407 Proxy Authentication Required
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Two locations",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 201 Created
Access-Control-Allow-Origin: *
Location: /data/1
Location: /data/2
`,
      },
    ],
    valid: [
      {
        title: "A server asks for a password",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 401 Unauthorized
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  explains: { steps: ["http-network-fetch 8.5", "http-network-or-cache-fetch 16"] },

  short: ({ failure: { number, header } }) =>
    number === "16" ? "407 without a proxy" : header === null ? "NUL in a header" : "several locations",

  *fault(fault) {
    yield* reportsOf(fault);
  },
};

function* reportsOf({ at: { response }, failures }: Fault) {
  for (const { number, header } of failures) {
    if (number === "16") {
      const message = `A ${quote(response.status.text)} must come from a proxy: from another server it is a network error.`;
      yield { message, place: place(response, response.status) };
    } else if (header !== null) {
      const [, second] = fieldsNamed(response, header);
      const where = second === undefined ? statusLinePlace(response) : valuePlace(response, second);
      yield {
        message: `There are several ${quote(header)} headers with different values: send one.`,
        place: where,
      };
    } else {
      yield {
        message: "A header has a NUL character, which HTTP doesn't allow.",
        place: nulPlace(response),
      };
    }
  }
}

/** The first name or value with NUL in it. */
function nulPlace(response: Response): Place {
  const field = response.fields.find(hasNul);
  return field === undefined
    ? statusLinePlace(response)
    : place(response, field.name.text.includes("\0") ? field.name : field.value);
}

function hasNul({ name, value, resolved }: Field): boolean {
  return [name.text, value.text, resolved].some((text) => typeof text === "string" && text.includes("\0"));
}
