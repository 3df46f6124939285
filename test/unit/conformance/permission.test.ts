import { describeRows } from "./describe-rows";
import { ALLOW, ALLOW_ALL, CREDENTIALS, exchange } from "./exchange-text";

const COOKIE = ["Cookie: a=b"];
const allowing = (value: string) => exchange({ response: [`Access-Control-Allow-Origin: ${value}`] });
const mismatch = { verdict: "blocked", rules: ["allow-origin-mismatch"] };

describeRows("decision points: Access-Control-Allow-Origin", [
  ...[200, 404, 502].map((status) => ({
    title: `ACAO-1: missing on status ${status}`,
    text: exchange({ status, response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  })),
  { title: "ACAO-2: the wildcard allows every page", text: allowing("*"), verdict: "allowed" },
  {
    title: "ACAO-2: with credentials it allows none",
    text: exchange({ request: COOKIE, response: [ALLOW_ALL, CREDENTIALS] }),
    verdict: "blocked",
    rules: ["allow-origin-wildcard-with-credentials"],
  },
  { title: "ACAO-3: trailing slash", text: allowing("https://app.example.com/"), ...mismatch },
  { title: "ACAO-3: path", text: allowing("https://app.example.com/login"), ...mismatch },
  { title: "ACAO-3: upper case", text: allowing("https://APP.example.com"), ...mismatch },
  { title: "ACAO-3: default port", text: allowing("https://app.example.com:443"), ...mismatch },
  { title: "ACAO-3: no scheme", text: allowing("app.example.com"), ...mismatch },
  { title: "ACAO-3: another scheme", text: allowing("http://app.example.com"), ...mismatch },
  { title: "ACAO-3: www", text: allowing("https://www.app.example.com"), ...mismatch },
  { title: "ACAO-3: quotes around the wildcard", text: allowing('"*"'), ...mismatch },
  {
    title: "ACAO-3: a wildcard for subdomains",
    text: allowing("https://*.example.com"),
    verdict: "blocked",
    rules: ["allow-origin-partial-wildcard"],
  },
  {
    title: "ACAO-4: a list in one line",
    text: allowing("https://app.example.com, https://b.example.com"),
    verdict: "blocked",
    rules: ["allow-origin-multiple"],
  },
  {
    title: "ACAO-4: a list with spaces",
    text: allowing("https://app.example.com https://b.example.com"),
    verdict: "blocked",
    rules: ["allow-origin-multiple"],
  },
  {
    title: "ACAO-4: the same line twice",
    text: exchange({ response: [ALLOW_ALL, ALLOW_ALL] }),
    verdict: "blocked",
    rules: ["allow-origin-multiple"],
  },
  {
    title: "ACAO-5: null for a page with an origin",
    text: allowing("null"),
    verdict: "blocked",
    rules: ["allow-origin-null"],
  },
  {
    title: "ACAO-5: null with credentials passes, and is a hole",
    text: exchange({
      origin: "Origin: null",
      request: COOKIE,
      response: ["Access-Control-Allow-Origin: null", CREDENTIALS],
    }),
    verdict: "allowed",
    rules: ["allow-origin-null"],
  },
  {
    title: "ACAO-5: Null is not null",
    text: exchange({ origin: "Origin: null", response: ["Access-Control-Allow-Origin: Null"] }),
    ...mismatch,
  },
  { title: "ACAO-6: empty", text: allowing(""), ...mismatch },
  {
    title: "ACAO-6: Firefox ignores an empty line next to a right one if its name is in another case",
    text: exchange({ response: ["access-control-allow-origin:", ALLOW_ALL] }),
    verdict: "fetch blocked, chromium blocked, firefox allowed, webkit blocked",
    rules: ["allow-origin-multiple"],
  },
  { title: "ACAO-7: the origin of the server itself", text: allowing("https://api.example.com"), ...mismatch },
]);

describeRows("decision points: credentials", [
  {
    title: "ACAC-1: true",
    text: exchange({ request: COOKIE, response: [ALLOW, CREDENTIALS] }),
    verdict: "allowed",
  },
  {
    title: "ACAC-1: missing",
    text: exchange({ request: COOKIE }),
    verdict: "blocked",
    rules: ["allow-credentials-missing"],
  },
  ...["True", "TRUE", '"true"', "1", "yes", "true,", "false"].map((value) => ({
    title: `ACAC-1: ${value} is not true`,
    text: exchange({ request: COOKIE, response: [ALLOW, `Access-Control-Allow-Credentials: ${value}`] }),
    verdict: "blocked",
    rules: ["allow-credentials-not-true"],
  })),
  {
    title: "ACAC-1: without credentials it does not matter",
    text: exchange({ response: [ALLOW] }),
    verdict: "allowed",
  },
  {
    title: "ACAC-2: together with the wildcard it has no effect",
    text: exchange({ response: [ALLOW_ALL, CREDENTIALS] }),
    verdict: "allowed",
    rules: ["allow-credentials-without-effect"],
  },
  {
    title: "CRED-1: a directive says include",
    text: `# @cors credentials=include\n${exchange({ response: [ALLOW_ALL, CREDENTIALS] })}`,
    verdict: "blocked",
    rules: ["allow-origin-wildcard-with-credentials"],
  },
  {
    title: "CRED-1: same-origin sends none to another origin",
    text: `# @cors credentials=same-origin\n${exchange({ response: [ALLOW_ALL] })}`,
    verdict: "allowed",
  },
  {
    title: "CRED-1: unknown leaves open what depends on it",
    text: `# @cors credentials=unknown\n${exchange({ response: [ALLOW] })}`,
    verdict: "undetermined",
  },
  {
    title: "CRED-1: unknown decides what every mode decides",
    text: `# @cors credentials=unknown\n${exchange({ response: [ALLOW, CREDENTIALS] })}`,
    verdict: "allowed",
  },
  {
    title: "CRED-2: a cookie means include",
    text: exchange({ request: COOKIE, response: [ALLOW_ALL, CREDENTIALS] }),
    verdict: "blocked",
    rules: ["allow-origin-wildcard-with-credentials"],
  },
  {
    title: "CRED-2: without one both modes are explained",
    text: exchange({ response: [ALLOW_ALL] }),
    verdict: "allowed",
    explains: /Assuming no credentials.*`credentials: "include"`|With `credentials: "include"`/,
  },
  {
    title: "CRED-2: Authorization does not mean include",
    text: exchange({ request: ["Authorization: Basic x"], response: [ALLOW_ALL] }),
    verdict: "undetermined",
    needsPreflight: "true",
  },
  {
    title: "CRED-3: a cookie that is set does not change the verdict",
    text: exchange({ response: [ALLOW_ALL, "Set-Cookie: a=b; SameSite=None; Secure"] }),
    verdict: "allowed",
    rules: ["set-cookie-with-wildcard"],
  },
]);
