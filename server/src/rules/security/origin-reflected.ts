import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import type { Granted } from "../shared/granted";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-reflected",
  severity: "warning",
  summary: "A server allows every origin.",
  rationale: `Any page that the user visits can read the answer, with the user's cookies if credentials are allowed. One echoed origin doesn't prove it, because a list
gives the same answer. An origin that no list can have does: names below \`.invalid\` don't exist. So do two untrusted origins of different sites. An
untrusted origin that is refused shows that the server compares something, and this rule is silent. One finding replaces those about patterns,
\`http\` and development origins, which follow from it.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

Don't replace the echo by \`*\` if the answers are for one user.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "An origin that no list can have",
        text: `### Allowed
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://p7f3.invalid
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "It is refused",
        text: `# @cors trusted=https://app.example.com

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Vary: Origin
`,
      },
    ],
  },

  target: (exchanges, judged) =>
    holeReport("reflection", exchanges, judged, (first, { grants }) => ({
      message: sentence(first, grants.find(({ origin }) => origin !== first.origin) ?? null),
      otherwise: "information",
    })),
};

function sentence({ origin, grant }: Granted, other: Granted | null): string {
  const cookies = grant.credentials ? ", with the user's cookies" : "";
  return hostOf(origin).endsWith(".invalid") || other === null
    ? `The server allows ${quote(origin)}, which cannot be on any list: it allows every site${cookies}.`
    : `The server allows ${quote(origin)} and ${quote(other.origin)}, which nothing connects: it allows every site${cookies}.`;
}
