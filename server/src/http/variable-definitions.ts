import type { Range } from "../text/range";
import { type DirectiveForm, directivesOf, variableLine } from "./definition-line";
import type { Line } from "./line";
import type { TextDefinition, VariableDefinitions } from "./variables";

/** A definition under one of its names. Its start is relative to the section. */
export interface NamedDefinition {
  readonly name: string;
  readonly definition: TextDefinition;
}

/** Collects what the lines of a section say about the variables of its document. */
export class DefinitionReader {
  /** In the order of the text. */
  readonly named: NamedDefinition[] = [];
  readonly prompted: string[] = [];
  readonly scripted: string[] = [];
  imports = false;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether the section says nothing about variables, as most do. */
  get isSilent(): boolean {
    return this.named.length === 0 && this.prompted.length === 0 && this.scripted.length === 0 && !this.imports;
  }

  add(line: Line): void {
    switch (line.kind) {
      case "variable":
        this.#variable(line);
        break;
      case "directive":
        for (const form of directivesOf(this.#text, line.content, line.end)) {
          this.#directive(form);
        }
        break;
      case "script":
        this.#script(line);
        break;
      case "import":
        this.imports = true;
    }
  }

  #variable({ start, content, end }: Line): void {
    const form = variableLine(this.#text, content, end);
    if (form === null) {
      return;
    }
    const name = this.#slice(form.name);
    const definition = { start, value: this.#slice(form.value) };
    // REST Client treats `global.` as part of the name, httpYac as the object `$global`.
    for (const key of name.startsWith("global.") ? [name, `$${name}`] : [name]) {
      this.named.push({ name: key, definition });
    }
  }

  #directive(form: DirectiveForm): void {
    switch (this.#slice(form.key).toLowerCase()) {
      case "prompt":
      case "kulala-prompt":
        this.prompted.push(/^\S*/.exec(this.#slice(form.value))?.[0] ?? "");
        break;
      case "import":
        this.imports = true;
    }
  }

  /** `client.global.set("name", …)`, `request.variables.set(…)`, `exports.name = …`, `$global.name = …`. */
  #script({ content, end }: Line): void {
    for (const [, set, assigned] of this.#text
      .slice(content, end)
      .matchAll(/\bset\(\s*["'`]([^"'`]+)["'`]|(?:\bexports|\$global)\.([\w$]+)/g)) {
      this.scripted.push(set ?? assigned ?? "");
    }
  }

  #slice({ start, end }: Range): string {
    return this.#text.slice(start, end);
  }
}

/** What a section says about variables, and its offset in the document. */
export interface PlacedDefinitions {
  readonly definitions: DefinitionReader;
  readonly start: number;
}

/** The definitions of all sections of a text together. */
export function definitionsOf(sections: readonly PlacedDefinitions[]): VariableDefinitions {
  const definitions = new Map<string, TextDefinition[]>();
  const speaking = sections.filter((section) => !section.definitions.isSilent);
  for (const {
    definitions: { named },
    start,
  } of speaking) {
    for (const {
      name,
      definition: { start: offset, value },
    } of named) {
      const definition = { start: start + offset, value };
      const others = definitions.get(name);
      if (others === undefined) {
        definitions.set(name, [definition]);
      } else {
        others.push(definition);
      }
    }
  }
  return {
    definitions,
    prompted: new Set(speaking.flatMap((section) => section.definitions.prompted)),
    scripted: new Set(speaking.flatMap((section) => section.definitions.scripted)),
    imports: speaking.some((section) => section.definitions.imports),
  };
}

/** Whether two sequences of sections say the same about variables, so that references around them keep their meanings. */
export function sayTheSame(a: readonly DefinitionReader[], b: readonly DefinitionReader[]): boolean {
  return summaryOf(a) === summaryOf(b);
}

/** Everything that the sections say, without the places. */
function summaryOf(sections: readonly DefinitionReader[]): string {
  const speaking = sections.filter(({ isSilent }) => !isSilent);
  return JSON.stringify(speaking, (key, value) => (key === "start" ? undefined : value));
}
