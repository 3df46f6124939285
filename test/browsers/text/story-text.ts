import { scriptLines } from "../compare/core";
import type { Random } from "../generate/random";
import { headerValue } from "../harness/play";
import {
  BODY,
  type HeaderLine,
  type Origins,
  type RawResponse,
  type Recording,
  type SeenRequest,
  type Story,
  sentLines,
} from "../harness/story";
import type { Style } from "./style";
import { type Written, write } from "./write";

/**
 * Whether a text can express a story. A text can't contain line ends in values, a page can't send NUL, and anything that looks like a placeholder
 * or an ellipsis is unknown there. Some names look like a comment, a fence or an elision, and a word with nothing after its colon may announce the
 * response.
 */
export function isWritable({ call, hops: [{ preflight, actual }] }: Story): boolean {
  const asked = scriptLines(call);
  return (
    asked.every(({ name, value }) => !value.includes("\0") && !(value === "" && /^[A-Za-z]\w*$/.test(name))) &&
    [...asked, ...preflight.lines, ...actual.lines].every(
      ({ name, value }) => !UNWRITABLE.test(value) && /^[0-9A-Za-z]/.test(name.replaceAll("\0", "")),
    )
  );
}

const UNWRITABLE = /[\r\n{<]|\.\.\.|\[!code|(?:^|[ \t]|:\/\/)\$\w/;

/** A plain story as text: the preflight that the browser sent, if the style shows it, and the request with its response. */
export function storyText(story: Story, recording: Recording, origins: Origins, style: Style, random: Random): string {
  const {
    call,
    hops: [hop],
  } = story;
  const preflight = recording.requests.find(({ kind }) => kind === "preflight");
  const origin = story.page === "opaque" ? "null" : origins.own;
  const include = call.credentials === "include";
  const byCookie = include && style.include === "cookie";
  const said = byCookie || (call.credentials === "omit" && random.chance(0.5)) ? null : call.credentials;
  const actual: Written = {
    method: call.method,
    url: call.url,
    origin,
    credentials: said,
    lines: [
      ...writableLines(scriptLines(call)),
      ...(byCookie ? [{ name: "Cookie", value: "a=b" }] : []),
      ...(style.captured && (style.preflight || !hasCacheHeaders(story)) ? capturedLines(recording) : []),
    ],
    body: call.body === "" ? null : call.body,
    response: written(hop.actual),
  };
  const exchanges = [
    ...(style.preflight && preflight !== undefined ? [preflightText(preflight, call.url, hop.preflight)] : []),
    ...(style.noise ? [noise(origin)] : []),
    actual,
  ];
  return write(exchanges, style, random);
}

/**
 * Removes headers that a browser wouldn't have sent and that look like the browser's own in a text: `Origin` or `Cookie` set by a script has no
 * effect.
 */
function writableLines(lines: readonly HeaderLine[]): HeaderLine[] {
  return lines.filter(
    ({ name }) => !/^(?:origin|host|cookie|upgrade|sec-.*|access-control-request-(?:method|headers))$/i.test(name),
  );
}

/** Whether the script sets headers that a browser may add for its cache: in a captured request, only the preflight shows who set them. */
function hasCacheHeaders({ call }: Story): boolean {
  return scriptLines(call).some(({ name }) => /^(?:cache-control|pragma|if-none-match|if-modified-since)$/i.test(name));
}

/** The headers that the browser adds to every request. */
function capturedLines({ requests }: Recording): HeaderLine[] {
  const sent = requests.find(({ kind }) => kind === "actual")?.lines ?? [];
  return sent.filter(({ name }) => /^(?:connection|accept-encoding|referer|sec-fetch-.*|content-length)$/i.test(name));
}

function preflightText(request: SeenRequest, url: string, response: RawResponse): Written {
  const value = (name: string) => headerValue(request.lines, name);
  return {
    method: request.method,
    url,
    origin: value("Origin") ?? "",
    credentials: null,
    lines: ["Access-Control-Request-Method", "Access-Control-Request-Headers"].flatMap((name) => {
      const asked = value(name);
      return asked === undefined ? [] : [{ name, value: asked }];
    }),
    body: null,
    response: written(response),
  };
}

function noise(origin: string): Written {
  return {
    method: "GET",
    url: "http://unrelated.example/",
    origin,
    credentials: null,
    lines: [{ name: "Accept", value: "*/*" }],
    body: null,
    response: { status: 200, lines: [], body: "" },
  };
}

function written(response: RawResponse): Written["response"] {
  const lines = sentLines(response);
  const hasBody = headerValue(lines, "Content-Length") === String(BODY.length);
  return { status: response.status, lines, body: hasBody ? BODY : "" };
}
