import { fieldsNamed } from "../http/tree";
import type { Fault, Rule } from "./framework/rule";
import { FETCH_REDIRECT } from "./shared/references";
import { quote, valuePlace, whoBlocks } from "./shared/words";

const messages = {
  invalid: (value: string, who: string) => `${quote(value)} is no URL that a redirect can lead to: ${who} the request.`,
  scheme: (scheme: string, who: string) =>
    `A redirect can lead to \`http\` and \`https\` URLs only, not to ${quote(`${scheme}:`)}: ${who} the request.`,
  tooMany: (who: string) => `This is the 21st redirect in a row: ${who} the request, as 20 is the limit.`,
};

export const rule: Rule = {
  id: "redirect-not-followed",
  severity: "error",
  summary: "A redirect leads to where no browser follows it.",
  rationale: `A \`fetch()\` follows redirects to \`http\` and \`https\` URLs, twenty at most. A \`Location\` that does not parse as a URL, one with another
scheme (an app link, a \`data:\` URL), and a loop end in a network error. The page does not learn which it was: it looks like any CORS failure.`,
  references: [
    FETCH_REDIRECT,
    { title: "Fetch: location URL", url: "https://fetch.spec.whatwg.org/#concept-response-location-url" },
  ],
  examples: {
    invalid: [
      {
        title: "To an app",
        text: `GET https://api.example.com/login HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: myapp://login/done
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "A host that cannot be",
        text: `GET https://api.example.com/login HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://exa mple.com/
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "A path",
        text: `GET https://api.example.com/login HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: /login/done
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *fault(fault) {
    const { response } = fault.at;
    const [field] = fieldsNamed(response, "Location");
    if (field !== undefined) {
      yield { message: messageOf(fault, field.value.text), place: valuePlace(response, field) };
    }
  },
};

function messageOf({ failures: [failure], engines }: Fault, value: string): string {
  const who = whoBlocks(engines);
  switch (failure?.number) {
    case "6":
      return messages.scheme(failure.subject ?? "", who);
    case "7":
      return messages.tooMany(who);
    default:
      return messages.invalid(value, who);
  }
}
