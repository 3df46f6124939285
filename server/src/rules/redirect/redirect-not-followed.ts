import { fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { FETCH_REDIRECT, fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "redirect-not-followed",
  severity: "error",
  summary: "A redirect has an invalid or non-HTTP URL or the port of another protocol, or is the 21st in a row.",
  rationale: `\`fetch()\` follows redirects to \`http\` and \`https\` URLs, at most twenty in a row. A \`Location\` that isn't a valid URL, another scheme (an app link, a
\`data:\` URL), the port of another protocol, such as 25, or a loop ends in a network error. The page can't distinguish them: each looks like any CORS failure.

Redirect to an \`http\` or \`https\` URL. To open an app link, put it in the response and let the page navigate to it.`,
  references: [FETCH_REDIRECT, fetchSection("location URL", "concept-response-location-url")],
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
        title: "To an invalid host",
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
        title: "To a path",
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

  explains: { steps: ["http-redirect-fetch 5", "http-redirect-fetch 6", "http-redirect-fetch 7", "main-fetch 7"] },

  short: "redirect cannot be followed",

  *fault(fault) {
    const { response } = fault.at;
    const [field] = fieldsNamed(response, "Location");
    if (field !== undefined) {
      yield { message: messageOf(fault, field.value.text), place: valuePlace(response, field) };
    }
  },
};

function messageOf({ failures: [failure], at }: Fault, value: string): string {
  if (failure?.algorithm === "main-fetch") {
    return `A redirect can't lead to port ${quote(failure.subject ?? "")}, which belongs to another protocol.`;
  }
  if (failure?.number === "5" && fieldsNamed(at.response, "Location").length > 1) {
    return "There are several `Location` headers: send one.";
  }
  switch (failure?.number) {
    case "6":
      return `A redirect can only lead to an \`http\` or \`https\` URL, not to ${quote(`${failure.subject ?? ""}:`)}.`;
    case "7":
      return "This is the 21st redirect in a row, and the limit is 20.";
    default:
      return `${quote(value)} isn't a valid URL to redirect to.`;
  }
}
