import type { Connection } from "vscode-languageserver";
import type { Settings } from "../analysis";
import { BROWSERS } from "../cors/engines";
import type { EnvironmentSetting } from "../environment/environment";
import { type RuleSeverities, readSeverities } from "../rules/framework/severities";
import { shortened } from "../words/listed";
import { isRecord } from "./is-record";
import { PerDocument } from "./per-document";

/** The user's settings for a document. */
export interface EditorSettings {
  readonly analysis: Settings;
  /** The name of the chosen environment; null if none is chosen. */
  readonly environment: string | null;
  /** The environments in the settings of other extensions. */
  readonly environmentSettings: readonly EnvironmentSetting[];
  readonly annotations: AnnotationSettings;
  readonly run: "onType" | "onSave";
  readonly checkWorkspace: CheckWorkspace;
}

/** Which documents of the workspace are checked that aren't open: none, those of projects with a project file, or all. */
export type CheckWorkspace = (typeof CHECK_WORKSPACE)[number];

const CHECK_WORKSPACE = ["off", "projects", "all"] as const;

export interface AnnotationSettings {
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  /** Whether exchanges to which CORS doesn't apply are marked, too. */
  readonly notCors: boolean;
}

/** The settings of other extensions that define environments. */
const ENVIRONMENT_SETTINGS: readonly (readonly [section: string, key: string])[] = [
  ["rest-client", "environmentVariables"],
  ["httpyac", "environmentVariables"],
];

/** The settings of each document: requested from the client if it supports that, else those it last sent for all documents. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  #sent: EditorSettings;
  readonly #asked = new PerDocument<Promise<EditorSettings>>();

  constructor(connection: Connection, canAsk: boolean, initial: unknown) {
    this.#connection = connection;
    this.#canAsk = canAsk;
    this.#sent = this.#readSent(initial);
  }

  async of(uri: string): Promise<EditorSettings> {
    return this.#canAsk ? this.#asked.of(uri, [], () => this.#ask(uri)) : this.#sent;
  }

  #ask(uri: string): Promise<EditorSettings> {
    const sections = ["corsLens", ...ENVIRONMENT_SETTINGS.map((names) => names.join("."))];
    return this.#connection.workspace.getConfiguration(sections.map((section) => ({ scopeUri: uri, section }))).then(
      ([own, ...others]: unknown[]) => this.#read(own, others),
      () => this.#read(null, []),
    );
  }

  /** @param sent the settings in `workspace/didChangeConfiguration`, which are only used if the client can't be asked. */
  changed(sent: unknown): void {
    this.#asked.clear();
    if (!this.#canAsk && isRecord(sent)) {
      this.#sent = this.#readSent(sent);
    }
  }

  forget(uri: string): void {
    this.#asked.forget(uri);
  }

  #readSent(sent: unknown): EditorSettings {
    const sections = isRecord(sent) ? sent : {};
    const others = ENVIRONMENT_SETTINGS.map(([section, key]) => {
      const settings = sections[section];
      return isRecord(settings) ? settings[key] : null;
    });
    return this.#read(sections["corsLens"] ?? sent, others);
  }

  /**
   * Logs and ignores invalid values.
   * @param others the values of `ENVIRONMENT_SETTINGS`.
   */
  #read(own: unknown, others: readonly unknown[]): EditorSettings {
    const settings = isRecord(own) ? own : {};
    const {
      origin,
      engines = [],
      environment,
      readCommentedResponses,
      readUnlabelledFences,
      showNotCors,
      rules,
      run,
      checkWorkspace,
    } = settings;
    const known = BROWSERS.filter((browser) => Array.isArray(engines) && engines.includes(browser));
    if (!Array.isArray(engines) || engines.some((engine) => !BROWSERS.includes(engine))) {
      this.#connection.console.warn(
        `corsLens.engines must be a list of ${BROWSERS.join(", ")}, but ${wrongIn(engines)}.`,
      );
    }
    return {
      analysis: {
        origin: textOf(origin),
        engines: known,
        readCommentedResponses: readCommentedResponses === true,
        readUnlabelledFences: readUnlabelledFences !== false,
        rules: this.#severitiesOf(rules),
      },
      environment: textOf(environment),
      annotations: {
        codeLens: isEnabled(settings["codeLens"], true),
        inlayHints: isEnabled(settings["inlayHints"], false),
        notCors: showNotCors === true,
      },
      run: run === "onSave" ? run : "onType",
      checkWorkspace: CHECK_WORKSPACE.find((one) => one === checkWorkspace) ?? "projects",
      environmentSettings: ENVIRONMENT_SETTINGS.map((names, i) => ({ name: names.join("."), value: others[i] })),
    };
  }

  #severitiesOf(rules: unknown): RuleSeverities {
    const { severities, problems } = readSeverities(Object.entries(isRecord(rules) ? rules : {}));
    for (const { message } of problems) {
      this.#connection.console.warn(`corsLens.rules: ${message}`);
    }
    return severities;
  }
}

/** A trimmed string; null if it is empty or not a string. */
function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** The mistake in `engines`, for the log. Only texts are quoted: other values may be too deep for `JSON.stringify`. */
function wrongIn(engines: unknown): string {
  if (!Array.isArray(engines)) {
    return "isn't a list";
  }
  const wrong: unknown = engines.find((engine) => !BROWSERS.includes(engine));
  return `has ${typeof wrong === "string" ? shortened(JSON.stringify(wrong)) : `an item of type ${typeof wrong}`}`;
}

function isEnabled(section: unknown, byDefault: boolean): boolean {
  const enabled = isRecord(section) ? section["enabled"] : undefined;
  return typeof enabled === "boolean" ? enabled : byDefault;
}
