import { registrableDomain } from "../../cors/site";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";
import { targetHost } from "../shared/target-host";

export const rule: Rule = {
  id: "origin-look-alike",
  severity: "information",
  summary: "An answer with credentials allows another site whose name contains the target's.",
  rationale: `\`https://example.com.evil.net\` and \`https://notexample.com\` contain \`example.com\`, but belong to someone else. A server that looks for its own name with
\`startsWith\`, \`endsWith\`, \`includes\` or a regular expression without \`^\` and \`$\` allows them. If the origin is on a list, all is well: one exchange can't
show which it is.

Compare the whole origin with a list: \`list.includes(origin)\` in Express, \`allowedOrigins\` rather than \`allowedOriginPatterns\` in Spring,
\`CORS_ALLOWED_ORIGINS\` rather than \`CORS_ALLOWED_ORIGIN_REGEXES\` in Django, \`WithOrigins\` in ASP.NET, \`AllowedOrigins\` in Go, a \`map\` with whole
values in nginx.

If the origin is right, declare it: \`# @cors trusted=https://example.com.evil.net\` at the top of the file.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Another site that begins with the same name",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://example.com.evil.net
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://example.com.evil.net
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The file declares the origin as trusted",
        text: `# @cors trusted=https://example.com.evil.net

GET https://api.example.com/account HTTP/1.1
Origin: https://example.com.evil.net
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://example.com.evil.net
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "Another host of the same site",
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
    holeReport("look-alike", exchanges, judged, ({ exchange, origin }) => {
      const domain = registrableDomain(targetHost(exchange) ?? "") ?? "";
      return {
        message: `${quote(origin)} contains ${quote(domain)} but is another site: a list may name it, a pattern must not match it.`,
        otherwise: "information",
        severity: "information",
      };
    }),
};
