import type { Random } from "./random";
import { mixedCase, withAnyByte } from "./spelling";

/** Values of the lines of one response header: none, one or several lines. */
export type Values = readonly string[];

/**
 * Access-Control-Allow-Origin as people write it for a page with this origin. A response with NUL in it isn't HTTP to any browser, so there is
 * none here.
 */
export function allowOrigin(origin: string, others: readonly string[], random: Random): Values {
  const other = random.pick(others);
  const { host, hostname, port } = partsOf(origin);
  const [first, second] = random.shuffled([origin, other]) as [string, string];
  // The most common mistake is to leave the header out.
  if (random.chance(0.12)) {
    return [];
  }
  return random.pick<Values>([
    [""],
    [" "],
    [origin],
    ["*"],
    ["null"],
    ["NULL"],
    ["Null"],
    ["'null'"],
    [other],
    [`${origin}/`],
    [`${origin}/index.html`],
    [`${origin}?`],
    [`${origin}#`],
    [origin.toUpperCase()],
    [mixedCase(origin, random)],
    [origin.replace("http:", "HTTP:")],
    [origin.replace("http:", "https:")],
    [origin.replace("http://", "")],
    [origin.replace("http:", "")],
    [origin.replace("://", ":/")],
    [host],
    [`http://${hostname}`],
    [`http://${hostname}:80`],
    [`http://${hostname}:0${port}`],
    [`http://${hostname}:${Number(port) + 1}`],
    [`http://${hostname}.:${port}`],
    [`http://user@${host}`],
    [`http://*.${hostname}:${port}`],
    [`http://${hostname}:*`],
    ["http://*"],
    ["*."],
    ["**"],
    ["* *"],
    ["*,*"],
    [`*, ${origin}`],
    [`${origin}, *`],
    [`"${origin}"`],
    [`'${origin}'`],
    ['"*"'],
    [`<${origin}>`],
    [`${first}, ${second}`],
    [`${first},${second}`],
    [`${first} ${second}`],
    [`${first};${second}`],
    [`${first}|${second}`],
    [`${origin},`],
    [`,${origin}`],
    [`${origin};`],
    [`${origin} x`],
    [first, second],
    [origin, origin],
    ["*", "*"],
    ["*", origin],
    [origin, ""],
    ["", origin],
    ["*", ""],
    ["", "*"],
    ["", ""],
    [` ${origin}`],
    [`\t${origin} \t`],
    [" *"],
    ["*\t"],
    [`${origin}\u000b`],
    [`\u000c${origin}`],
    [`${origin}\u000c`],
    ["*\u000b"],
    ["\u000b*"],
    [`${origin}\u00a0`],
    [`\u00a0${origin}`],
    [`\u00ef\u00bb\u00bf${origin}`],
    [`${origin}\u00e9`],
    [`*\u00e9`],
    ["*\u007f"],
    ["true"],
    ["all"],
    ["any"],
    ["self"],
    ["same-origin"],
    ["$http_origin"],
    ["%{ORIGIN}e"],
    [withAnyByte(origin, random)],
    [withAnyByte("*", random)],
    [origin.slice(0, -1)],
    [`${origin}0`],
  ]);
}

function partsOf(origin: string): { host: string; hostname: string; port: string } {
  // An opaque origin has no parts, so those of another page are used.
  const { host, hostname, port } = new URL(origin === "null" ? "http://127.0.0.1:3000" : origin);
  return { host, hostname, port };
}

export function allowCredentials(random: Random): Values {
  return random.pick<Values>([
    [],
    [""],
    ["true"],
    [" true"],
    ["true\t"],
    ["True"],
    ["TRUE"],
    ["tRue"],
    ["false"],
    ["1"],
    ["yes"],
    ["on"],
    ["*"],
    ["include"],
    ['"true"'],
    ["'true'"],
    ["?1"],
    ["true;"],
    ["true,"],
    [",true"],
    ["true, true"],
    ["true,true"],
    ["true true"],
    ["tru"],
    ["truee"],
    ["true\u000b"],
    ["\u000ctrue"],
    ["true\u00a0"],
    ["true\u00e9"],
    ["true", "true"],
    ["true", ""],
    ["", "true"],
    ["true", "false"],
    [withAnyByte("true", random)],
  ]);
}

/** Access-Control-Allow-Methods, -Allow-Headers or -Expose-Headers: lists of tokens that should have these items. */
export function tokenList(items: readonly [string, ...string[]], random: Random): Values {
  const [item] = random.shuffled(items) as [string, ...string[]];
  const without = items.filter((one) => one !== item);
  const all = items.join(", ");
  return random.pick<Values>([
    [],
    [""],
    [" "],
    [all],
    [items.join(",")],
    [items.join(" , ")],
    [items.join(",\t")],
    [items.join(" ")],
    [items.join(";")],
    [items.join("; ")],
    [items.join("|")],
    [items.join("/")],
    [items.join("\u000b,")],
    [without.join(", ")],
    [[...without, item].join(", ")],
    [[...without, item.toUpperCase()].join(", ")],
    [[...without, item.toLowerCase()].join(", ")],
    [[...without, mixedCase(item, random)].join(", ")],
    [[...without, `${item}x`].join(", ")],
    [[...without, item.slice(0, -1)].join(", ")],
    [[...without, `"${item}"`].join(", ")],
    [[...without, `'${item}'`].join(", ")],
    [[...without, `${item};q=1`].join(", ")],
    [[...without, `${item}=1`].join(", ")],
    [[...without, `${item}:`].join(", ")],
    [[...without, `${item} x`].join(", ")],
    [[...without, `(${item})`].join(", ")],
    [[...without, `${item}\u000b`].join(", ")],
    [[...without, `\u000c${item}`].join(", ")],
    [[...without, `${item}\u00a0`].join(", ")],
    [[...without, `${item}\u00e9`].join(", ")],
    [[...without, `${item}\u007f`].join(", ")],
    [[...without, withAnyByte(item, random)].join(", ")],
    [withAnyByte(all, random)],
    [`[${all}]`],
    [`"${all}"`],
    [`,${all}`],
    [`${all},`],
    [`, ,${all}, ,`],
    [`${all},,`],
    [","],
    [", ,"],
    ["*"],
    [" *"],
    ["*\t"],
    ["* "],
    ["*,"],
    ["*, *"],
    [`*, ${all}`],
    [`${all}, *`],
    [`*, ${without.join(", ")}`],
    ["* *"],
    ["**"],
    ['"*"'],
    ["*;"],
    ["*\u000b"],
    ["*", ""],
    ["*", "("],
    [all, ""],
    ["", all],
    [without.join(", "), item],
    [item, without.join(", ")],
    [all, "a b"],
    ["a b", all],
    [all, "*"],
    [...items],
    [`${all}, ${all}`],
    ["all"],
    ["null"],
    ["true"],
  ]);
}

/** Statuses that a server may send for a preflight. */
export function preflightStatus(random: Random): number {
  return random.weighted<() => number>([
    [3, () => random.pick([200, 201, 202, 203, 204, 205, 206, 226])],
    [2, () => random.between(200, 299)],
    [3, () => random.pick([300, 301, 302, 303, 304, 305, 306, 307, 308, 399])],
    [3, () => random.pick([400, 401, 403, 404, 405, 407, 410, 418, 422, 429, 499])],
    [2, () => random.pick([500, 501, 502, 503, 504, 599])],
    [1, () => random.pick([600, 700, 999])],
  ])();
}

/**
 * Statuses of an actual response. Some are missing because a browser's network stack handles them before CORS: 1xx, and 408, 421 and 425 (which
 * it may retry).
 */
export function actualStatus(random: Random): number {
  return random.weighted<() => number>([
    [3, () => random.pick([200, 201, 202, 203, 204, 205, 206, 226, 299])],
    [4, () => random.pick([300, 301, 302, 303, 304, 305, 306, 307, 308, 399])],
    [3, () => random.pick([400, 401, 403, 404, 405, 407, 407, 410, 418, 422, 429, 451, 499])],
    [2, () => random.pick([500, 501, 502, 503, 504, 511, 599])],
    [1, () => random.pick([600, 700, 999])],
  ])();
}
