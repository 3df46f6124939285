import { AGE, ALLOW, ALLOW_ALL, CREDENTIALS, exchange, preflight } from "../unit/conformance/exchange-text";
import { finding, none, type PeerCheck } from "./check";

const COOKIE = "Cookie: session=1";

function granted(origin: string): string {
  return exchange({
    origin: `Origin: ${origin}`,
    request: [COOKIE],
    response: [`Access-Control-Allow-Origin: ${origin}`, CREDENTIALS, "Vary: Origin"],
  });
}

/** A trusted origin and a derived one are allowed, an unrelated one isn't. */
function derived(origin: string): string {
  const unrelated = exchange({ origin: "Origin: https://p7f3.invalid" });
  return [
    granted("https://app.example.com"),
    ...[granted(origin), unrelated].map((one) => `# @cors expect=blocked\n${one}`),
  ].join("");
}

/** Whether the server allows more than it should. */
export const SECURITY: readonly PeerCheck[] = [
  finding(
    "Any origin is echoed with credentials",
    "Corsy, CORScanner, CORStest, cors-scanner, ZAP, Nuclei, Burp, HTTP Observatory, CodeQL, Semgrep, rastray",
    "origin-reflected",
    granted("https://p7f3.invalid"),
  ),
  finding(
    "A host that begins with a trusted one",
    "Corsy, CORScanner, CORStest, cors-scanner, Nuclei, Burp",
    "origin-prefix-match",
    derived("https://app.example.com.p7f3.invalid"),
  ),
  finding(
    "A host that ends with a trusted one, or contains it",
    "Corsy, CORScanner, CORStest, cors-scanner, Nuclei, Burp",
    "origin-suffix-match",
    derived("https://p7f3example.com"),
  ),
  finding(
    "A dot in a pattern that stands for any character",
    "Corsy, CORScanner, cors-scanner, Burp, Semgrep",
    "origin-unescaped-dot",
    derived("https://appxexample.com"),
  ),
  finding(
    "A special character after a trusted host: an underscore, a backtick and others",
    "Corsy, CORScanner, Nuclei, Burp",
    "origin-special-character",
    derived("https://app.example.com_.p7f3.invalid"),
  ),
  finding(
    "Any subdomain is allowed",
    "CORScanner, CORStest, Burp, Nuclei",
    "origin-any-subdomain",
    derived("https://p7f3.example.com"),
  ),
  finding(
    "An `http` origin is allowed by an `https` server",
    "Corsy, CORScanner, CORStest, cors-scanner, ZAP, Burp, jub0bs/cors, CORS Lens alone",
    "origin-insecure",
    granted("http://app.example.com"),
  ),
  finding(
    "An origin that looks like the server's own is allowed with credentials",
    "Corsy, CORScanner, CORS Lens alone",
    "origin-look-alike",
    granted("https://api.example.com.attacker.net"),
  ),
  finding(
    "A development origin is allowed by a public server",
    "CORScanner, CORStest",
    "origin-development",
    granted("http://localhost:3000"),
  ),
  none(
    "The origin of a playground or an S3 bucket, such as `codepen.io`, is allowed",
    "CORScanner, CORStest, cors-scanner",
    "One response shows only that a list has it, and it may be the author's own. Declare it with `# @cors untrusted=` to get a warning.",
  ),
  none(
    "All subdomains of a public suffix are allowed by a pattern in a configuration",
    "jub0bs/cors",
    "A text doesn't show the pattern. `origin-any-subdomain` and `origin-shared-hosting` report responses that prove it.",
  ),
  none("The allowed origin has another host than the server", "Corsy", "That is the purpose of CORS."),
  finding(
    "The preflight's answer echoes whatever the request asks for",
    "cors-scanner",
    "allow-headers-echoed",
    preflight({
      asks: "x-p7f3",
      response: [ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-p7f3", AGE],
    }) +
      preflight({
        asks: "x-k2m9",
        response: [ALLOW, "Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: x-k2m9", AGE],
      }),
  ),
  none(
    "Characters such as CR and LF that the server takes over from `Origin`",
    "cors-scanner",
    "No line of a text can have them. Browsers never send them in `Origin`.",
  ),
  finding(
    "`*` on a server that only a private network reaches",
    "of-CORS, CORS Lens alone",
    "wildcard-on-internal-host",
    exchange({ url: "http://192.168.1.20/a", origin: "Origin: http://app.example.com", response: [ALLOW_ALL] }),
  ),
  finding(
    "`*` on a response that is for one user: it sets a cookie",
    "Corsy, ZAP, CORS Lens alone",
    "set-cookie-with-wildcard",
    exchange({ response: [ALLOW_ALL, "Set-Cookie: a=b"] }),
  ),
  finding(
    "A secret header is exposed to every origin",
    "CORS Lens alone",
    "expose-headers-sensitive",
    exchange({ response: [ALLOW_ALL, "Access-Control-Expose-Headers: X-CSRF-Token"] }),
  ),
  none(
    "Credentials are allowed at all",
    "CORScanner, CORStest",
    "That isn't a mistake. Where an origin is allowed that shouldn't be, credentials make the finding a warning.",
  ),
  none(
    "`*`, `null` or the request's `Origin` in source code, a configuration, OpenAPI or Terraform",
    "Semgrep, CodeQL, Sonar, Spectral, rastray, cors-audit-skill",
    "CORS Lens reads requests and responses. The response of such a server shows the same mistake.",
  ),
  none(
    "Requests to live servers: origins to try, trusted domains, hosts in the visitor's network, browsers that play an exchange, header lines on a raw socket",
    "REDbot, Corsy, CORScanner, of-CORS, Burp, test-cors.org, httpstatus.com, cors-audit-skill, LXGIC cors-debug",
    "CORS Lens sends nothing. It writes the probes, and judges the answers that are pasted below them.",
  ),
  none(
    "The attribute `crossorigin` and subresource integrity",
    "webhint",
    "They are in HTML. The request that results is judged.",
  ),
  none(
    "Mode `no-cors` with a redirect mode, unusable responses, CORS that is switched off, failures of the network",
    "Chrome DevTools, Firefox, dev-error-explainers",
    "An exchange in text has none of them.",
  ),
  none(
    "The sentence of a browser's console: what it means, and what to do",
    "dev-error-explainers, cors-errors.info",
    "CORS Lens reads the exchange, not the sentence. The explanation shows the sentences that each browser prints for it.",
  ),
  none(
    "Variables without a value, unknown methods and directives, the syntax of the file",
    "JetBrains, REST Client, kulala, http-language-server, hurl-lsp",
    "The tool that sends the request reports them. A value that the text leaves open is unknown here.",
  ),
  none(
    "The order of middleware, and checks that stop at the first failure",
    "jub0bs/cors",
    "The order is in the server's code. All failures of an exchange are reported, the first one first.",
  ),
  none(
    "The whole verdict, from headers that are typed into a form or sent by a program",
    "http-semantics-mcp, httpstatus.com, Stackhal, toolshub, k-lab, sokutools, calchammer, gera.services, devtoolkit",
    "This is what CORS Lens does for texts. Their rules are among the checks on this page.",
  ),
  none(
    "Nothing: these clients don't check CORS",
    "undici, Deno, whatwg-fetch, JetBrains, REST Client",
    "There is nothing to answer.",
  ),
];
