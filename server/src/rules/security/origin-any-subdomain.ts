import { registrableDomain } from "../../cors/site";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-any-subdomain",
  severity: "information",
  summary: "A server allows every subdomain of a trusted domain.",
  rationale: `One subdomain with a hole, or an abandoned one that someone else can claim, is enough to read the answer. The proof is that an untrusted subdomain is
allowed while an unrelated origin is refused. This is information, because companies often trust all their subdomains. Below a suffix where anyone gets a name,
such as \`github.io\`, it is [\`origin-shared-hosting\`](origin-shared-hosting.md).

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

Name the subdomains that need the answer.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "A subdomain that has no page",
        text: `# @cors trusted=https://app.example.com
# @cors untrusted=https://p7f3.example.com

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin

### Allowed
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://p7f3.example.com
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
Origin: https://p7f3.example.com
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
    holeReport("subdomain", exchanges, judged, (_, { base }) => {
      const host = hostOf(base ?? "");
      return {
        message: `Every subdomain of ${quote(registrableDomain(host) ?? host)} is allowed: one with a hole, or an abandoned one, can read this.`,
        otherwise: "information",
        severity: "information",
      };
    }),
};
