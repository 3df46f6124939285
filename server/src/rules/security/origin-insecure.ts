import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-insecure",
  severity: "information",
  summary: "An `https` answer allows an `http` origin.",
  rationale: `Everyone on the way to the user, such as the owner of a wireless network, can change a page that comes over \`http\`. A script that they put into it
reads this answer, although the answer itself is encrypted. It doesn't matter whether the site really uses \`http\`: a browser that asks for
\`http://app.example.com\` once is enough. HSTS helps only after the first visit.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Allow the \`https\` origin alone: in Express, Spring, Django, ASP.NET, Go or nginx, write \`https://\` in front of each host of the list. If a pattern
decides, begin it with \`^https://\`, not with \`^https?://\`.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    {
      title: "MDN: Strict-Transport-Security",
      url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
    },
  ],
  examples: {
    invalid: [
      {
        title: "A page that anyone on the way can change",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: http://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The same page over https",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
  },

  target: (exchanges, judged) =>
    holeReport("insecure", exchanges, judged, ({ origin }) => ({
      message: `Anyone on the way to the user can change a page of ${quote(origin)}, and then read this \`https\` response.`,
      otherwise: "information",
    })),
};
