import { isCorsSafelistedRequestHeader, isForbiddenRequestHeader } from "../cors/request-header";
import { Unknown } from "../text/unknown";
import { type HarEntry, type HarField, valuesNamed } from "./entry";

/** The names that a preflight asks for, in lower case. */
export function announcedNames({ request }: HarEntry): readonly string[] {
  return valuesNamed(request.fields, "access-control-request-headers").flatMap(({ text }) =>
    text
      .toLowerCase()
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}

/**
 * The fields of a request that its preflight should ask for if a script had set them, and doesn't. A browser adds fields after the preflight.
 * @param asked in lower case.
 */
export function addedFields({ request }: HarEntry, asked: readonly string[]): readonly HarField[] {
  const names = new Set(asked);
  return request.fields.filter(
    ({ name, value }) =>
      !names.has(name.text.toLowerCase()) &&
      !isForbiddenRequestHeader(name.text, value.text, "fetch") &&
      isCorsSafelistedRequestHeader({ name: name.text, value: new Unknown(null) }, "chromium") === false,
  );
}
