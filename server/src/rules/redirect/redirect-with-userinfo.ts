import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import type { Fault } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { FETCH_REDIRECT } from "../shared/references";
import { userinfoOf, withoutUserinfo } from "../shared/userinfo";

export const rule: Rule = {
  id: "redirect-with-userinfo",
  severity: "error",
  summary: "The URL of a redirect has a user name or password.",
  rationale: `A URL such as \`https://user:secret@host/\` carries credentials. A page may not fetch one from another origin, not even by a redirect. So browsers don't
follow such a \`Location\` to an origin other than the page's, or back to the page's own origin once the request has left it. Chrome doesn't follow
it even within the page's own origin.

Send the credentials some other way: in a header that the page sets, in a cookie, or as a token in the path or query. An empty user name (\`//@host\`) is
harmless.`,
  references: [
    FETCH_REDIRECT,
    {
      title: "URL: includes credentials",
      url: "https://url.spec.whatwg.org/#include-credentials",
    },
  ],
  examples: {
    invalid: [
      {
        title: "To another server, with a user name and password",
        text: `GET https://api.example.com/report HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://reader:secret@files.example.net/report
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "A token in the query",
        text: `GET https://api.example.com/report HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: https://files.example.net/report?token=1f3a
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  explains: { steps: ["http-redirect-fetch 9", "http-redirect-fetch 10"] },

  short: "user name in the redirect's URL",

  *fault(fault) {
    const { response } = fault.at;
    const [field] = fieldsNamed(response, "Location");
    if (field === undefined) {
      return;
    }
    const userinfo = userinfoOf(field.value);
    yield {
      message: messageOf(fault),
      place: userinfo === null ? valuePlace(response, field) : place(response, userinfo),
      fixes: () => (userinfo === null ? [] : [withoutUserinfo(response, userinfo)]),
    };
  },
};

function messageOf({ engines, failures }: Fault): string {
  // At this step, an engine may block what the standard allows.
  return failures[0]?.number === "9" && !engines.includes("fetch")
    ? "A redirect must not have a user name or password in its URL, even to the page's own origin."
    : "A redirect to another origin must not have a user name or password in its URL.";
}
