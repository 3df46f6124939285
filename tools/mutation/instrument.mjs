import { parse } from "@babel/parser";
import { mutatePattern } from "./patterns.mjs";
import { booleanResult, declaredName, EQUALITIES, isNot, isReference, OTHER_BOUNDARY, tailReturn } from "./syntax.mjs";
import { VISITORS } from "./visitors.mjs";

/**
 * @typedef {object} Mutant one change to a source file.
 * @property {number} id from 1.
 * @property {string} file
 * @property {number} line 1-based.
 * @property {number} column 1-based.
 * @property {string} within the name of the top-level declaration around it.
 * @property {string} text the code that changes, with runs of whitespace as single spaces.
 * @property {string} mutation how it changes; the README lists the kinds.
 * @property {number} nth 1-based, among mutants with the same text and mutation in one declaration.
 */

/**
 * @typedef {object} Context of a node: the function around it.
 * @property {"only" | "also" | null} booleanResult see `booleanResult`.
 * @property {object} [tail] see `tailReturn`.
 * @property {boolean} [isPredicate] true for the arguments of `some`, `filter` and the like.
 */

/** The global name of the `MutationSwitch` that instrumented code calls. */
export const SWITCH = "__mutation";

/** TypeScript expressions that wrap a JavaScript expression. */
const TYPED_EXPRESSIONS = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

const LITERAL_MUTATIONS = { BooleanLiteral: "negated", NumericLiteral: "+ 1", BigIntLiteral: "+ 1" };

/**
 * Writes all mutants of a TypeScript file into its code. Each has a switch (see `switch.mjs`), so the code is bundled only once.
 * @param {string} source
 * @param {string} file the path that mutants have.
 * @param {Mutant[]} mutants gets the mutants of this file.
 * @returns {string} the instrumented TypeScript.
 */
export function instrument(source, file, mutants) {
  return new Instrumentation(source, file, mutants).code();
}

/** Collects the edits to one file. The visitors call its public methods with a node and its `Context`. */
class Instrumentation {
  /** Insertions and replacements. Those at one position are applied in the order of the arrays. */
  #openings = [];
  #closings = [];
  #replacements = [];
  #counts = new Map();
  #within = "";
  #statements;
  #tokens;

  constructor(source, file, mutants) {
    this.source = source;
    this.file = file;
    this.mutants = mutants;
    const { program, tokens } = parse(source, { sourceType: "module", plugins: ["typescript"], tokens: true });
    this.#statements = program.body;
    this.#tokens = tokens ?? [];
  }

  code() {
    for (const statement of this.#statements) {
      this.#within = declaredName(statement);
      this.visit(statement, { booleanResult: null });
    }
    // At one position, the end of a node comes first, then a replacement, then the start of the next node. The sort is stable.
    const edits = [...this.#closings, ...this.#replacements, ...this.#openings].sort((a, b) => a.start - b.start);
    let code = "";
    let position = 0;
    for (const { start, end, text } of edits) {
      code += this.source.slice(position, start) + text;
      position = end;
    }
    return code + this.source.slice(position);
  }

  /** @returns {number} the id of a new mutant. */
  #mutant(node, mutation) {
    const text = this.source.slice(node.start, node.end).replace(/\s+/g, " ");
    const key = JSON.stringify([this.#within, text, mutation]);
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    const id = this.mutants.length + 1;
    const { line, column } = node.loc.start;
    this.mutants.push({ id, file: this.file, line, column: column + 1, within: this.#within, text, mutation, nth });
    return id;
  }

  /** Inserts text before and after a node. Earlier wraps of the same node end up outside, those that `visitInside` makes inside. */
  #wrap({ start, end }, before, after, visitInside = () => {}) {
    this.#openings.push({ start, end: start, text: before });
    visitInside();
    this.#closings.push({ start: end, end, text: after });
  }

  #call(node, method, args, visitInside) {
    this.#wrap(node, `${SWITCH}.${method}(${args}, `, ")", visitInside);
  }

  visit(node, context) {
    if (node === null || node === undefined) {
      return;
    }
    if (TYPED_EXPRESSIONS.has(node.type)) {
      this.visit(node.expression, context);
      return;
    }
    if (node.type.startsWith("TS") || node.type === "ImportDeclaration" || node.type === "Directive") {
      return;
    }
    const visitor = VISITORS[node.type];
    if (visitor === undefined) {
      this.visitChildren(node, context);
    } else {
      visitor(this, node, context);
    }
  }

  visitChildren(node, context) {
    for (const [key, value] of Object.entries(node)) {
      // `{ "a": 1 }` has no mutant for "a".
      if (key === "loc" || (key === "key" && !node.computed)) {
        continue;
      }
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string" && typeof child.start === "number" && !key.endsWith("Comments")) {
          this.visit(child, context);
        }
      }
    }
  }

  /** Negates a condition and mutates its parts. `!a` isn't negated twice. */
  condition(node, context) {
    this.#call(node, "condition", this.#mutant(node, "negated"), () => {
      if (isNot(node)) {
        this.visit(node.argument, context);
      } else if (EQUALITIES.has(node.operator)) {
        this.visitChildren(node, context);
      } else if (node.operator in OTHER_BOUNDARY) {
        this.#comparison(node, context);
      } else {
        this.visit(node, context);
      }
    });
  }

  #comparison(node, context) {
    const { operator, left, right } = node;
    const mutant = this.#mutant(node, `\`${operator}\` → \`${OTHER_BOUNDARY[operator]}\``);
    this.#call(node, "compare", `${mutant}, "${operator}"`, () => {
      this.visit(left, context);
      this.#replaceOperator(node, ",");
      this.visit(right, context);
    });
  }

  logical(node, context) {
    const { operator } = node;
    if (operator === "??") {
      const ids = `${this.#mutant(node, "only its left side")}, ${this.#mutant(node, "only its right side")}`;
      this.#call(node, "nullish", ids, () => this.#operands(node, (side) => this.visit(side, context)));
      return;
    }
    const mutant = this.#mutant(node, `\`${operator}\` → \`${operator === "&&" ? "||" : "&&"}\``);
    this.#call(node, "logical", `${mutant}, "${operator}"`, () =>
      this.#operands(node, (side) => this.#operand(side, context)),
    );
  }

  /** Negates an operand, or the operands of an operand that is itself a logical expression. */
  #operand(node, context) {
    if (node.type === "LogicalExpression") {
      this.visit(node, context);
    } else {
      this.condition(node, context);
    }
  }

  #operands(node, visitSide) {
    visitSide(node.left);
    this.#replaceOperator(node, ", () => (");
    visitSide(node.right);
    this.#closings.push({ start: node.end, end: node.end, text: ")" });
  }

  #replaceOperator({ left, right, operator }, text) {
    const token = this.#tokens.find(
      ({ start, end, value }) => start >= left.end && end <= right.start && value === operator,
    );
    this.#replacements.push({ start: token.start, end: token.end, text });
  }

  /** Mutates a returned value. */
  result(node, context) {
    if (node.type === "ConditionalExpression") {
      this.condition(node.test, context);
      this.result(node.consequent, context);
      this.result(node.alternate, context);
      return;
    }
    const isCall = node.type === "CallExpression";
    const isBoolean = context.booleanResult === "only" && (isCall || isReference(node));
    if (isBoolean || (context.booleanResult === "also" && isCall)) {
      this.#call(node, "booleanResult", this.#mutant(node, "negated"), () => this.visit(node, context));
    } else {
      this.visit(node, context);
    }
  }

  removed(node, visitInside = () => {}) {
    this.#wrap(node, `{ if (${SWITCH}.keeps(${this.#mutant(node, "removed")})) `, " }", visitInside);
  }

  /** Mutates the body of an arrow function without braces. */
  removedResult(node, context) {
    const opening = `(${SWITCH}.keeps(${this.#mutant(node, "removed")}) ? (`;
    this.#wrap(node, opening, ") : undefined)", () => this.result(node, context));
  }

  literal(node) {
    this.#call(node, "literal", this.#mutant(node, LITERAL_MUTATIONS[node.type] ?? "changed"));
  }

  template(node, context) {
    this.#call(node, "literal", this.#mutant(node, "changed"), () => this.visitChildren(node, context));
  }

  caseLabel(node) {
    this.#call(node, "caseLabel", this.#mutant(node, "never matches"));
  }

  pattern(node, [mutated, ...others] = mutatePattern(node)) {
    if (mutated !== undefined) {
      const { mutation, pattern, flags } = mutated;
      const opening = `${SWITCH}.pattern(${this.#mutant(node, mutation)}, `;
      this.#wrap(node, opening, `, /${pattern}/${flags})`, () => this.pattern(node, others));
    }
  }

  loop(node, context) {
    for (const part of [node.init, node.left, node.right, node.update]) {
      this.visit(part, context);
    }
    if (node.test) {
      this.condition(node.test, context);
    }
    this.#wrap(node.body, `{ ${SWITCH}.loop(); `, " }", () => this.visit(node.body, context));
  }

  function(node, isPredicate) {
    const context = {
      booleanResult: isPredicate ? "only" : booleanResult(node.returnType),
      tail: tailReturn(node.body),
    };
    for (const parameter of node.params) {
      this.visit(parameter, context);
    }
    if (node.body.type === "BlockStatement") {
      this.visit(node.body, context);
    } else {
      this.removedResult(node.body, context);
    }
  }
}
