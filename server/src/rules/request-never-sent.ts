import { isToken } from "../cors/list-values";
import { type Field, fieldsNamed, type Request } from "../http/tree";
import { type Place, place, type Range } from "../text/range";
import type { Refusal, Rule } from "./framework/rule";
import { quote, whoBlocks } from "./shared/words";

const messages = {
  method: (who: string, method: string) => `No script can send a ${quote(method)} request: ${who} it.`,
  token: (who: string, method: string) =>
    `A method has no such characters as ${quote(method)} has: ${who} the request.`,
  name: (who: string, name: string) =>
    `A header's name has no such characters as ${quote(name)} has: ${who} the request.`,
  value: (who: string, name: string) =>
    `The value of ${quote(name)} holds a control character that no header may hold: ${who} the request.`,
  port: (who: string, port: string) =>
    `The port ${quote(port)} belongs to another protocol, so that no page may use it: ${who} the request.`,
  mode: (who: string) => `A request in mode \`same-origin\` goes to no other origin: ${who} it.`,
  scheme: (who: string, scheme: string) =>
    `From another origin a page can only fetch \`http\` and \`https\` URLs, not ${quote(scheme)}: ${who} the request.`,
};

export const rule: Rule = {
  id: "request-never-sent",
  severity: "error",
  summary: "A request is one that no browser sends for a page, whatever the server answers.",
  rationale: `Some requests fail before CORS has a say, and no response header changes that:

- the methods \`CONNECT\`, \`TRACE\` and \`TRACK\`, which are forbidden to scripts;
- a method or a header name with a character that none may have, such as a bracket, or a NUL in a value;
- a URL with a port that belongs to another protocol, such as 22, 25 or 6000;
- a URL of another origin whose scheme is not \`http\` or \`https\`;
- a request in mode \`same-origin\` to another origin.

Other programs send such requests without a word, so they are easy to miss until the first page tries.`,
  references: [
    { title: "Fetch: forbidden method", url: "https://fetch.spec.whatwg.org/#forbidden-method" },
    { title: "Fetch: port blocking", url: "https://fetch.spec.whatwg.org/#port-blocking" },
    { title: "Fetch: main fetch", url: "https://fetch.spec.whatwg.org/#concept-main-fetch" },
  ],
  examples: {
    invalid: [
      {
        title: "A forbidden method",
        text: `TRACE https://api.example.com/echo HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "The port of another protocol",
        text: `GET http://api.example.com:6000/data HTTP/1.1
Origin: http://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://app.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "An ordinary port and method",
        text: `GET http://api.example.com:6001/data HTTP/1.1
Origin: http://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *refusal(refusal) {
    yield { message: messageOf(refusal), place: placeOf(refusal) };
  },
};

function messageOf({ failure: { algorithm, number, subject }, engines }: Refusal): string {
  const who = whoBlocks(engines);
  const what = subject ?? "";
  if (algorithm === "headers-validate") {
    return isToken(what) ? messages.value(who, what) : messages.name(who, what);
  }
  if (algorithm === "request-constructor") {
    return isToken(what) ? messages.method(who, what) : messages.token(who, what);
  }
  if (number === "7") {
    return messages.port(who, what);
  }
  return subject === "same-origin" ? messages.mode(who) : messages.scheme(who, what);
}

function placeOf({ exchange: { request, kind }, failure: { algorithm, number, subject } }: Refusal): Place {
  if (algorithm === "request-constructor") {
    const [asked] = kind === "preflight" ? fieldsNamed(request, "Access-Control-Request-Method") : [];
    return asked === undefined ? place(request, request.method ?? request.target) : place(request, asked.value);
  }
  if (algorithm === "headers-validate") {
    const field = request.fields.find(({ name }) => name.text === subject);
    return place(request, field?.name ?? request.target);
  }
  if (number === "7") {
    return portPlace(request, subject ?? "");
  }
  const [mode] = subject === "same-origin" ? fieldsNamed(request, "Sec-Fetch-Mode") : [];
  return mode === undefined ? place(request, schemeOf(request)) : place(request, mode.value);
}

/** In the URL, else in `Host`, else the URL. */
function portPlace(request: Request, port: string): Place {
  const [host] = fieldsNamed(request, "Host");
  const range = within(request.target, port) ?? (host === undefined ? null : within(host.value, port));
  return place(request, range ?? request.target);
}

function within({ text, start }: Field["value"], port: string): Range | null {
  const at = text.indexOf(`:${port}`);
  return at < 0 ? null : { start: start + at + 1, end: start + at + 1 + port.length };
}

function schemeOf({ target }: Request): Range {
  const end = target.text.indexOf(":");
  return end < 0 ? target : { start: target.start, end: target.start + end };
}
