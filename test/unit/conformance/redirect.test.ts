import { describeRows } from "./describe-rows";
import { ALLOW, ALLOW_ALL, exchange, preflight } from "./exchange-text";

const to = (location: string, ...more: string[]) => [`Location: ${location}`, ...more];
const THIRD = "https://cdn.example.net/b";
const toThird = exchange({ status: 302, response: to(THIRD, ALLOW_ALL) });

describeRows("decision points: redirects", [
  {
    title: "RED-1: a redirect needs permission too",
    text: exchange({ status: 302, response: to("/b") }) + exchange({ url: "https://api.example.com/b" }),
    verdict: "blocked",
    rules: ["redirect-allow-origin-missing"],
  },
  {
    title: "RED-2: the page's own server needs none",
    text:
      exchange({
        method: "POST",
        url: "https://app.example.com/a",
        status: 307,
        response: to("https://api.example.com/a"),
      }) + exchange({ method: "POST" }),
    verdict: "allowed",
  },
  {
    title: "RED-3: a third origin gets null",
    text: toThird + exchange({ url: THIRD, origin: "Origin: null" }),
    verdict: "blocked",
    rules: ["redirect-origin-becomes-null"],
  },
  {
    title: "RED-3: which the wildcard allows",
    text: toThird + exchange({ url: THIRD, origin: "Origin: null", response: [ALLOW_ALL] }),
    verdict: "allowed",
  },
  {
    title: "RED-3: a redirect within an origin keeps the page's",
    text: exchange({ status: 302, response: to("/b", ALLOW_ALL) }) + exchange({ url: "https://api.example.com/b" }),
    verdict: "allowed",
  },
  {
    title: "RED-4: back at the page's own server, the response is still checked",
    text:
      exchange({ status: 302, response: to("https://app.example.com/b", ALLOW_ALL) }) +
      exchange({ url: "https://app.example.com/b", origin: "Origin: null", response: [] }),
    verdict: "blocked",
    rules: ["allow-origin-missing"],
  },
  {
    title: "RED-5: a preflighted request may be redirected, and is preflighted again",
    text:
      preflight({}) +
      exchange({ method: "PUT", status: 307, response: to("/b", ALLOW) }) +
      preflight({ url: "https://api.example.com/b" }) +
      exchange({ method: "PUT", url: "https://api.example.com/b" }),
    verdict: "allowed",
    needsPreflight: "true",
  },
  {
    title: "RED-6: a user name in Location",
    text: exchange({ status: 302, response: to("https://u@api.example.com/b", ALLOW_ALL) }),
    verdict: "blocked",
    rules: ["redirect-with-userinfo"],
  },
  {
    title: "RED-7: 303 changes PUT to GET, which needs no preflight in the standard",
    text:
      preflight({}) +
      exchange({ method: "PUT", status: 303, response: to("/b", ALLOW) }) +
      exchange({ url: "https://api.example.com/b" }),
    verdict: "fetch allowed, chromium allowed, firefox undetermined, webkit undetermined",
    needsPreflight: "fetch false, chromium false, firefox true, webkit true",
  },
  {
    title: "RED-8: Authorization is not forwarded to another origin",
    text:
      preflight({
        method: "GET",
        asks: "authorization",
        response: [ALLOW, "Access-Control-Allow-Headers: authorization", "Access-Control-Max-Age: 60"],
      }) +
      exchange({ request: ["Authorization: x"], status: 302, response: to(THIRD, ALLOW) }) +
      exchange({ url: THIRD, origin: "Origin: null", response: [ALLOW_ALL] }),
    verdict: "fetch allowed, chromium allowed, firefox undetermined, webkit undetermined",
    needsPreflight: "fetch false, chromium false, firefox true, webkit true",
  },
  {
    title: "RED-9: another scheme",
    text: exchange({ status: 302, response: to("mailto:me@example.com", ALLOW_ALL) }),
    verdict: "blocked",
    rules: ["redirect-not-followed"],
  },
  {
    title: "RED-13: 300, 304 and a redirect without Location are responses like any other",
    text: exchange({ status: 300, response: to("/b", ALLOW) }),
    verdict: "allowed",
  },
  {
    title: "RED-13: a redirect status without Location",
    text: exchange({ status: 302, response: [ALLOW] }),
    verdict: "allowed",
  },
  {
    title: "RED-14: a user name in the first URL is reported, and judged as XMLHttpRequest sends it",
    text: exchange({ url: "https://me:secret@api.example.com/a" }),
    verdict: "allowed",
    rules: ["url-with-userinfo"],
  },
]);
