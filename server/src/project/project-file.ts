import { BROWSERS, type Browser } from "../cors/engines";
import { normalizeOrigin } from "../exchange/page-origin";
import { readSeverities } from "../rules/framework/severities";
import { problemOf } from "../text/glob";
import { isObject, type Json, type JsonObject, type JsonPlaces, parseJson } from "../text/json";
import { suggestion } from "../text/nearest";
import type { Range } from "../text/range";
import { isUnknown } from "../text/unknown";
import { NO_PROJECT_SETTINGS, type ProjectSettings } from "./settings";

/** A mistake in a project file. The message says what would be right. */
export interface ProjectProblem {
  readonly range: Range;
  readonly message: string;
}

export interface ProjectFile {
  readonly settings: ProjectSettings;
  readonly problems: readonly ProjectProblem[];
}

/** Reads a project file, which may have comments and trailing commas. Never throws: mistakes are reported and ignored. */
export function readProjectFile(text: string): ProjectFile {
  const read = parseJson(text);
  if ("errorAt" in read) {
    const { errorAt } = read;
    const message = "Invalid JSON, so the whole file is ignored.";
    return broken({ start: errorAt, end: Math.min(errorAt + 1, text.length) }, message);
  }
  if (!isObject(read.value)) {
    return broken(
      { start: 0, end: text.length },
      'Expected an object, for example { "rules": { "max-age-missing": "off" } }.',
    );
  }
  return new ProjectReader(read.value, read.places).read();
}

function broken(range: Range, message: string): ProjectFile {
  return { settings: NO_PROJECT_SETTINGS, problems: [{ range, message }] };
}

const KEYS = ["$schema", ...Object.keys(NO_PROJECT_SETTINGS)];

class ProjectReader {
  readonly #object: JsonObject;
  readonly #places: JsonPlaces;
  readonly #problems: ProjectProblem[] = [];

  constructor(object: JsonObject, places: JsonPlaces) {
    this.#object = object;
    this.#places = places;
  }

  read(): ProjectFile {
    for (const key of this.#object.keys()) {
      if (!KEYS.includes(key)) {
        this.#complain(this.#object, key, `Unknown setting ${key}.${suggestion(key, KEYS)}`, "name");
      }
    }
    const settings: ProjectSettings = {
      origin: this.#origin(),
      engines: this.#engines(),
      environment: this.#text("environment"),
      rules: this.#rules(),
      readCommentedResponses: this.#flag("readCommentedResponses"),
      readUnlabelledFences: this.#flag("readUnlabelledFences"),
      ...this.#trust(),
      ignore: this.#globs("ignore"),
    };
    this.#text("$schema");
    return { settings, problems: this.#problems.sort((a, b) => a.range.start - b.range.start) };
  }

  #origin(): string | null {
    const origin = this.#text("origin");
    if (origin !== null && isUnknown(normalizeOrigin(origin))) {
      this.#complain(this.#object, "origin", "Expected an origin, for example https://app.example.com.");
      return null;
    }
    return origin;
  }

  #engines(): readonly Browser[] | null {
    const choice = `a list of ${BROWSERS.join(", ")}`;
    const names = this.#texts("engines", choice);
    const list = this.#object.get("engines") as Json;
    return (
      names?.flatMap((name, i) => {
        const browser = BROWSERS.find((one) => one === name);
        if (browser === undefined) {
          this.#complain(list, i, `Unknown engine ${name}: engines must be ${choice}.${suggestion(name, BROWSERS)}`);
        }
        return browser ?? [];
      }) ?? null
    );
  }

  /** The lists of origins, without the items that are wrong. */
  #trust(): Pick<ProjectSettings, "trusted" | "untrusted"> {
    const trusted = this.#origins("trusted");
    const untrusted = this.#origins("untrusted");
    const both = new Set(trusted?.map(normalizeOrigin));
    const list = this.#object.get("untrusted") as Json;
    for (const [i, origin] of (isTexts(list) ? list : []).entries()) {
      if (both.has(normalizeOrigin(origin))) {
        this.#complain(
          list,
          i,
          `${origin} is in trusted too, and counts as untrusted. Remove it from one of the lists.`,
        );
      }
    }
    return { trusted, untrusted };
  }

  #origins(key: "trusted" | "untrusted"): readonly string[] | null {
    const origins = this.#texts(key, 'a list of origins, for example ["https://app.example.com"]');
    const list = this.#object.get(key) as Json;
    return (
      origins?.filter((origin, i) => {
        const problem = isUnknown(normalizeOrigin(origin))
          ? "Expected an origin, for example https://app.example.com."
          : key === "trusted" && origin === "null"
            ? "The origin null can't be trusted: every site can get it. Remove it."
            : null;
        if (problem !== null) {
          this.#complain(list, i, problem);
        }
        return problem === null;
      }) ?? null
    );
  }

  #rules(): ProjectSettings["rules"] {
    const rules = this.#object.get("rules");
    if (rules === undefined || !isObject(rules)) {
      if (rules !== undefined) {
        this.#complain(this.#object, "rules", 'rules must be an object, for example { "max-age-missing": "off" }.');
      }
      return {};
    }
    const { severities, problems } = readSeverities(rules);
    for (const { rule, isRule, message } of problems) {
      this.#complain(rules, rule, message, isRule ? "value" : "name");
    }
    return severities;
  }

  #text(key: string): string | null {
    const value = this.#object.get(key);
    if (value === undefined || (typeof value === "string" && value.trim() !== "")) {
      return value?.trim() ?? null;
    }
    this.#complain(this.#object, key, `${key} must be a non-empty string.`);
    return null;
  }

  #flag(key: string): boolean | null {
    const value = this.#object.get(key);
    if (value === undefined || typeof value === "boolean") {
      return value ?? null;
    }
    this.#complain(this.#object, key, `${key} must be true or false.`);
    return null;
  }

  #texts(key: string, what: string): readonly string[] | null {
    const value = this.#object.get(key);
    if (value === undefined) {
      return null;
    }
    if (isTexts(value)) {
      return value;
    }
    this.#complain(this.#object, key, `${key} must be ${what}.`);
    return null;
  }

  #globs(key: string): readonly string[] {
    const globs = this.#texts(key, 'a list of globs, for example ["drafts/**"]') ?? [];
    const problem = problemOf(globs);
    if (problem !== null) {
      this.#complain(this.#object, key, `${key} is ignored. ${problem}`);
      return [];
    }
    return globs;
  }

  #complain(within: Json, key: string | number, message: string, part: "name" | "value" = "value"): void {
    const place = this.#places.get(within)?.get(key);
    const range = (part === "name" ? place?.name : null) ?? place?.value ?? { start: 0, end: 0 };
    this.#problems.push({ range, message });
  }
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
