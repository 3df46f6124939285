import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { fetchSection } from "../shared/references";
import { userinfoOf, withoutUserinfo } from "../shared/userinfo";

export const rule: Rule = {
  id: "url-with-userinfo",
  severity: "information",
  summary: "A request's URL has a user name or password, for which `fetch()` throws.",
  rationale: `HTTP clients turn \`https://user:secret@host/\` into an \`Authorization\` header. A page's \`fetch()\` throws for such a URL before anything is sent.
XMLHttpRequest accepts it, and sends the request without the header until the server asks for it.

The verdict is for a request by XMLHttpRequest. To send credentials from a page, set \`Authorization\`, which needs a preflight.`,
  references: [
    fetchSection("Request constructor", "dom-request"),
    { title: "URL: includes credentials", url: "https://url.spec.whatwg.org/#include-credentials" },
  ],
  examples: {
    invalid: [
      {
        title: "A user name and password in the URL",
        text: `GET https://reader:secret@api.example.com/report HTTP/1.1
Origin: https://app.example.com
`,
      },
    ],
    valid: [
      {
        title: "An @ in the path",
        text: `GET https://api.example.com/users/reader@example.com HTTP/1.1
Origin: https://app.example.com
`,
      },
    ],
  },

  *exchange({ redirectFrom, request }) {
    const range = redirectFrom === null ? userinfoOf(request.target) : null;
    if (range === null) {
      return;
    }
    const { text, start } = request.target;
    // An empty user name with an empty password isn't a credential.
    if (/[^:]/.test(text.slice(range.start - start, range.end - start - 1))) {
      yield {
        message: "`fetch()` throws for a URL with a user name or password; XMLHttpRequest accepts it.",
        place: place(request, range),
        fixes: () => [withoutUserinfo(request, range)],
      };
    }
  },
};
