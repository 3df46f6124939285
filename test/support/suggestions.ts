import type { CompletionItem, InsertReplaceEdit } from "vscode-languageserver/node";
import { TRIGGER_CHARACTERS } from "../../server/src/complete/complete";
import { plainText } from "../../server/src/edits/snippet";
import type { Typist } from "./typist";

/** VS Code's pattern of a word. */
const WORD_AT_END = /(?:-?\d*\.\d\w*|[^`~!@#$%^&*()\-=+[{\]}\\|;:'",.<>/?\s]+)$/;

interface List {
  readonly items: readonly CompletionItem[];
  readonly isIncomplete: boolean;
  /** The column of the word at which the list was requested. */
  readonly wordStart: number;
}

/**
 * The list of proposals as VS Code opens, filters and closes it while someone types, with its default settings: in a comment and in Markdown only a
 * trigger character opens it. Enter accepts the first item that fits.
 */
export class Suggestions {
  readonly #typist: Typist;
  readonly #opensInWords: boolean;
  #list: List | null = null;

  /** @param opensInWords whether typing a word opens the list. */
  constructor(typist: Typist, opensInWords: boolean) {
    this.#typist = typist;
    this.#opensInWords = opensInWords;
  }

  /** The items in the open list that fit the text before the cursor, the first one with focus; empty if no list is open. */
  get shown(): readonly CompletionItem[] {
    const fitting = (this.#list?.items ?? []).filter((item) =>
      fits(this.#typedFor(item), item.filterText ?? item.label),
    );
    const begins = (item: CompletionItem) =>
      item.label.toLowerCase().startsWith(this.#typedFor(item).toLowerCase()) ? 0 : 1;
    return [...fitting].sort((a, b) => begins(a) - begins(b) || String(a.sortText).localeCompare(String(b.sortText)));
  }

  /** Types a key. */
  async press(key: string): Promise<void> {
    const [focused] = this.shown;
    if (key === "\n" && focused !== undefined) {
      await this.#accept(focused);
      return;
    }
    await this.#typist.insert(key);
    if (key === "\n") {
      this.#list = null;
      return;
    }
    await this.#follow(key);
    if (this.shown.length === 0) {
      this.#list = null;
    }
  }

  /** Closes the list. */
  escape(): void {
    this.#list = null;
  }

  /** Control and Space. */
  invoke(): Promise<void> {
    return this.#request({ triggerKind: 1 });
  }

  async #follow(key: string): Promise<void> {
    const { word, start } = this.#word();
    if (TRIGGER_CHARACTERS.includes(key)) {
      await this.#request({ triggerKind: 2, triggerCharacter: key });
    } else if (this.#list === null) {
      const isComment = /^[ \t]*(#|\/\/)/.test(this.#lineBefore());
      if (this.#opensInWords && !isComment && word !== "" && Number.isNaN(Number(word))) {
        await this.#request({ triggerKind: 1 });
      }
    } else if (word !== "" && start > this.#list.wordStart) {
      this.#list = { ...this.#list, wordStart: start };
    } else if (word !== "" && this.#list.isIncomplete) {
      await this.#request({ triggerKind: 3 });
    }
  }

  async #request(context: Parameters<Typist["complete"]>[0]): Promise<void> {
    const { items, isIncomplete } = await this.#typist.complete(context);
    this.#list = { items, isIncomplete, wordStart: this.#word().start };
  }

  async #accept(item: CompletionItem): Promise<void> {
    const { newText, insert } = item.textEdit as InsertReplaceEdit;
    const end = this.#typist.offsetAt(this.#typist.cursor);
    this.#list = null;
    await this.#typist.edit(
      this.#typist.offsetAt(insert.start),
      end,
      item.insertTextFormat === 2 ? plainText(newText) : newText,
    );
    if (item.data?.continues === true) {
      await this.invoke();
    }
  }

  #typedFor({ textEdit }: CompletionItem): string {
    const { character } = (textEdit as InsertReplaceEdit).insert.start;
    return this.#lineBefore().slice(character);
  }

  #word(): { readonly word: string; readonly start: number } {
    const before = this.#lineBefore();
    const word = WORD_AT_END.exec(before)?.[0] ?? "";
    return { word, start: before.length - word.length };
  }

  #lineBefore(): string {
    const { line, character } = this.#typist.cursor;
    return this.#typist.lineAt(line).slice(0, character);
  }
}

/** Whether a label has the characters in their order, the first one at the start of a word. This finds whatever VS Code finds. */
function fits(typed: string, label: string): boolean {
  const wanted = typed.trimStart().toLowerCase();
  const text = label.toLowerCase();
  const starts = [...text].flatMap((_, at) => (at === 0 || !/\w/.test(text[at - 1] ?? "") ? [at] : []));
  return wanted === "" || starts.some((at) => text[at] === wanted[0] && hasInOrder(text.slice(at), wanted));
}

function hasInOrder(text: string, wanted: string): boolean {
  let at = 0;
  for (const character of wanted) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) {
      return false;
    }
  }
  return true;
}
