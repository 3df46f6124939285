import { sharedHostingSuffix } from "../../cors/site";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-shared-hosting",
  severity: "warning",
  summary: "A server allows the sites of strangers on shared hosting.",
  rationale: `Anyone can get a name below \`github.io\`, \`vercel.app\` or \`web.app\`: such suffixes are in the private section of the public suffix list. A server that allows
all of them, for example for preview deployments, allows every site. The proof is that an untrusted name below the same suffix as a trusted one is allowed
while an unrelated origin is refused.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

Name the deployments that need the answer, or give them a domain of your own.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "A name that anyone can get",
        text: `# @cors trusted=https://ann.github.io
# @cors untrusted=https://p7f3.github.io

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://ann.github.io
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://ann.github.io
Access-Control-Allow-Credentials: true
Vary: Origin

### Allowed
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.github.io
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://p7f3.github.io
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
    valid: [
      {
        title: "All others are refused",
        text: `# @cors trusted=https://ann.github.io

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://ann.github.io
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://ann.github.io
Access-Control-Allow-Credentials: true
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.github.io
Cookie: {{cookie}}

HTTP/1.1 200 OK
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
    holeReport("neighbour", exchanges, judged, ({ origin }) => ({
      message: `${quote(origin)} is allowed, and anyone can get a name below ${quote(sharedHostingSuffix(hostOf(origin)) ?? "")}.`,
      otherwise: "information",
    })),
};
