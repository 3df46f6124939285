import { DEFAULT_SETTINGS, judge, read } from "../analysis";
import type { CredentialsSetting } from "../exchange/cors-directive";
import { harDocument } from "./document";
import { type HarEntry, valuesNamed } from "./entry";
import type { HarExchange, HarFetch } from "./pairing";
import type { HarLog } from "./reader";

/**
 * The credentials of each fetch that no `Cookie` shows, as far as the file says. Chromium says if a request failed, and so whether it had
 * credentials if only they decide. Its exports have no cookies unless the user asks for them: then a missing `Cookie` says nothing.
 * @returns nothing for the other fetches, which are read as any text.
 */
export function credentialsIn(
  fetches: readonly HarFetch[],
  { creator, hasCredentials, tokens }: HarLog,
): ReadonlyMap<HarFetch, CredentialsSetting> {
  const isSanitized = creator === SANITIZING_CREATOR && !hasCredentials;
  const found = new Map<HarFetch, CredentialsSetting>();
  const failed: HarFetch[] = [];
  for (const fetch of fetches.filter((one) => !showsCredentials(one))) {
    if (isSanitized) {
      found.set(fetch, "unknown");
    }
    switch (endOf(fetch)) {
      case "loaded":
        if (!allowsCredentials(fetch)) {
          found.set(fetch, "same-origin");
        }
        break;
      case "failed":
        failed.push(fetch);
    }
  }
  for (const fetch of failedWithCredentialsOnly(failed, tokens)) {
    found.set(fetch, "include");
  }
  return found;
}

/** The name that Chromium's developer tools give themselves. */
const SANITIZING_CREATOR = "WebInspector";

/** Whether a request to another origin has a cookie. */
function showsCredentials(fetch: HarFetch): boolean {
  return fetch.some(
    ({ entry, url, page }) =>
      valuesNamed(entry.request.fields, "cookie").length > 0 &&
      (valuesNamed(entry.request.fields, "origin")[0]?.text ?? page?.origin) !== url.origin,
  );
}

/** What became of a fetch, if the browser says it. */
function endOf(fetch: HarFetch): "loaded" | "failed" | null {
  const last = fetch.at(-1);
  if (last === undefined || last.isPreflight || !last.entry.response.tellsError) {
    return null;
  }
  const { error, status } = last.entry.response;
  return error === CORS_ERROR ? "failed" : error === null && (status ?? 0) > 0 ? "loaded" : null;
}

/** Chromium's error for a response that CORS blocks, among others. */
const CORS_ERROR = "net::ERR_FAILED";

/** Whether all responses allow credentials. With credentials, a browser loads no other response. */
function allowsCredentials(fetch: HarFetch): boolean {
  return fetch.filter(isAskedForCors).every(({ entry }) => allows(entry));
}

function isAskedForCors({ entry, url, page }: HarExchange): boolean {
  const origin = valuesNamed(entry.request.fields, "origin")[0]?.text ?? page?.origin ?? url.origin;
  return origin !== url.origin;
}

function allows({ response: { fields } }: HarEntry): boolean {
  const only = (name: string) => valuesNamed(fields, name).map(({ text }) => text.trim());
  return (
    only("access-control-allow-credentials").join() === "true" && !only("access-control-allow-origin").includes("*")
  );
}

/** The failed fetches that a browser would load without credentials. */
function failedWithCredentialsOnly(failed: readonly HarFetch[], tokens: ReadonlySet<string>): readonly HarFetch[] {
  const [without, withThem] = (["same-origin", "include"] as const).map((setting) => {
    const { document } = harDocument(failed, tokens, () => setting);
    const text = read(document.text, "http", DEFAULT_SETTINGS);
    const { exchanges } = judge(text, DEFAULT_SETTINGS);
    return new Map(
      exchanges.map(({ request, verdict }) => [document.entryAt(text.startOf(request)), verdict.chromium]),
    );
  });
  return failed.filter((fetch) => {
    const { index } = (fetch.at(-1) as HarExchange).entry;
    return without?.get(index) === "allowed" && withThem?.get(index) === "blocked";
  });
}
