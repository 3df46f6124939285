import { isToken } from "../../cors/list-values";
import type { Failure } from "../../cors/types";
import { type Field, fieldsNamed, type Request } from "../../http/tree";
import { type Place, place, type Range } from "../../text/range";
import { listed } from "../../words/listed";
import { quote } from "../../words/quote";
import type { Refusal } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { fetchSection } from "../shared/references";

export const rule: Rule = {
  id: "request-never-sent",
  severity: "error",
  summary: "Browsers never send this request, whatever the server would answer.",
  rationale: `Some requests fail before browsers look at CORS, and no response header changes that:

- the methods \`CONNECT\`, \`TRACE\` and \`TRACK\`, which scripts may not use;
- a method or header name with an invalid character, such as a bracket, or a header value with a NUL;
- a URL with a port that belongs to another protocol, such as 22, 25 or 6000;
- a cross-origin URL whose scheme isn't \`http\` or \`https\`;
- a cross-origin request in mode \`same-origin\`.

Other programs send such requests without complaint, so the mistake is easy to miss until the first page tries.`,
  references: [
    fetchSection("forbidden method", "forbidden-method"),
    fetchSection("port blocking", "port-blocking"),
    fetchSection("main fetch", "concept-main-fetch"),
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
        title: "An ordinary method and port",
        text: `GET http://api.example.com:6001/data HTTP/1.1
Origin: http://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://app.example.com
Vary: Origin
`,
      },
    ],
  },

  short: ({ failure }) => `never sent, ${shortReason(failure)}`,

  *refusal(refusal) {
    yield { message: messageOf(refusal), place: placeOf(refusal) };
  },
};

function messageOf({ failure: { algorithm, number, subject } }: Refusal): string {
  const what = subject ?? "";
  if (algorithm === "headers-validate") {
    return isToken(what)
      ? `The value of ${quote(what)} has a control character that isn't allowed in headers.`
      : `${quote(what)} isn't a valid header name.`;
  }
  if (algorithm === "request-constructor") {
    return isToken(what) ? `Scripts can't send a ${quote(what)} request.` : `${quote(what)} isn't a valid method.`;
  }
  if (number === "7") {
    return `Port ${quote(what)} belongs to another protocol: use another one.`;
  }
  return subject === "same-origin"
    ? "A request in `same-origin` mode can't go to another origin."
    : `A page can only fetch \`http\` and \`https\` URLs from another origin, not ${quote(what)}.`;
}

function shortReason({ algorithm, number, subject }: Failure): string {
  const what = listed([subject ?? ""]);
  if (algorithm === "headers-validate") {
    return isToken(subject ?? "") ? `invalid value of ${what}` : `invalid header name ${what}`;
  }
  if (algorithm === "request-constructor") {
    return `${isToken(subject ?? "") ? "forbidden" : "invalid"} method ${what}`;
  }
  if (number === "7") {
    return `port ${what}`;
  }
  return subject === "same-origin" ? "mode same-origin" : `scheme ${what}`;
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

/** The port in the URL, else the port in `Host`, else the whole URL. */
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
