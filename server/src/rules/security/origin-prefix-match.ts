import { registrableDomain } from "../../cors/site";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-prefix-match",
  severity: "warning",
  summary: "A server allows every origin that begins with, or contains, a trusted one.",
  rationale: `\`https://app.example.com.evil.net\` begins with \`https://app.example.com\`, but belongs to someone else. \`startsWith\`, and a regular expression without
\`$\`, allow it; \`includes\` allows names on both sides. The proof is that such an origin is allowed while an unrelated one is refused.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

If a pattern has to decide, begin it with \`^\` and end it with \`$\`.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "Begins with the trusted origin",
        text: `# @cors trusted=https://app.example.com

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
Origin: https://app.example.com.p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com.p7f3.invalid
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
Origin: https://app.example.com.p7f3.invalid
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

  *target(exchanges, judged) {
    yield* holeReport("prefix", exchanges, judged, ({ origin }, { base }) => ({
      message: `Every host that begins with ${quote(hostOf(base ?? ""))} is allowed, also ${quote(hostOf(origin))}.`,
      otherwise: "information",
    }));
    yield* holeReport("containing", exchanges, judged, ({ origin }, { base }) => ({
      message: `Every host that contains ${quote(siteOf(base ?? ""))} is allowed, also ${quote(hostOf(origin))}.`,
      otherwise: "information",
    }));
  },
};

function siteOf(base: string): string {
  const host = hostOf(base);
  return registrableDomain(host) ?? host;
}
