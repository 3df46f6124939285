import { parse } from "@babel/parser";
import { alteredPatterns } from "./patterns.mjs";
import { booleanResult, declaredName, isNot, isReference, tailReturns } from "./syntax.mjs";

/**
 * @typedef {object} Mutant one change to a source file.
 * @property {number} id from 1.
 * @property {string} file
 * @property {number} line 1-based.
 * @property {number} column 1-based.
 * @property {string} within the name of the outermost declaration that it is in.
 * @property {string} text the code that is changed, with single spaces.
 * @property {string} mutation what becomes of it.
 * @property {number} nth 1-based, among those with the same text and mutation in one declaration.
 */

/** The name under which instrumented code finds the `MutationSwitch`. */
export const SWITCH = "__mutation";

const NEXT_BOUNDARY = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const EQUALITIES = new Set(["===", "!==", "==", "!="]);
/** Array methods that take a predicate. */
const PREDICATE_METHODS = new Set(["some", "every", "filter", "find", "findIndex", "findLast", "findLastIndex"]);
/** TypeScript's expressions that are an expression with a type beside it. */
const TYPED_EXPRESSIONS = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

/**
 * Writes all mutants of a TypeScript file into its code, each behind a switch (see `switch.mjs`).
 * @param {string} source
 * @param {string} file how mutants name the file.
 * @param {Mutant[]} mutants to which those of this file are added.
 * @returns {string} the instrumented TypeScript.
 */
export function instrument(source, file, mutants) {
  return new Instrumentation(source, file, mutants).code();
}

class Instrumentation {
  /** Texts to insert, in the order in which they stand where they stand at one place; and operators to replace. */
  #openings = [];
  #closings = [];
  #replacements = [];
  #counts = new Map();
  #within = "";

  constructor(source, file, mutants) {
    this.source = source;
    this.file = file;
    this.mutants = mutants;
    this.ast = parse(source, { sourceType: "module", plugins: ["typescript"], tokens: true });
  }

  code() {
    for (const statement of this.ast.program.body) {
      this.#within = declaredName(statement);
      this.#visit(statement, { booleanResult: null });
    }
    // What ends at a place stands before what is replaced there, and that before what begins there. Sorting is stable.
    const edits = [...this.#closings, ...this.#replacements, ...this.#openings].sort((a, b) => a.start - b.start);
    let code = "";
    let position = 0;
    for (const { start, end, text } of edits) {
      code += this.source.slice(position, start) + text;
      position = end;
    }
    return code + this.source.slice(position);
  }

  #mutant(node, mutation) {
    const text = this.source.slice(node.start, node.end).replace(/\s+/g, " ");
    const key = JSON.stringify([this.#within, text, mutation]);
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    const { line, column } = node.loc.start;
    const id = this.mutants.length + 1;
    const place = { file: this.file, line, column: column + 1, within: this.#within };
    this.mutants.push({ id, ...place, text, mutation, nth });
    return id;
  }

  /** Puts `before` and `after` around a node, inside of what was put around it before, and what is in the node inside of them. */
  #wrap({ start, end }, before, after, visitInside = () => {}) {
    this.#openings.push({ start, end: start, text: before });
    visitInside();
    this.#closings.push({ start: end, end, text: after });
  }

  #call(node, method, args, visitInside) {
    this.#wrap(node, `${SWITCH}.${method}(${args}, `, ")", visitInside);
  }

  /** @param context `booleanResult`: whether the function around returns `only` or `also` booleans; null where none. */
  #visit(node, context) {
    if (TYPED_EXPRESSIONS.has(node.type)) {
      this.#visit(node.expression, context);
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

  visit(node, context) {
    if (node !== null && node !== undefined) {
      this.#visit(node, context);
    }
  }

  visitChildren(node, context) {
    for (const [key, value] of Object.entries(node)) {
      // The name of a property is no string of the program.
      if (key === "loc" || (key === "key" && !node.computed)) {
        continue;
      }
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string" && typeof child.start === "number" && !key.endsWith("Comments")) {
          this.#visit(child, context);
        }
      }
    }
  }

  /** A condition as a whole, and then its parts. The argument of a `!` is not inverted a second time. */
  condition(node, context) {
    this.#call(node, "condition", this.#mutant(node, "inverted"), () => {
      if (isNot(node)) {
        this.#visit(node.argument, context);
      } else if (EQUALITIES.has(node.operator)) {
        this.visitChildren(node, context);
      } else if (node.operator in NEXT_BOUNDARY) {
        this.#comparison(node, context);
      } else {
        this.#visit(node, context);
      }
    });
  }

  #comparison(node, context) {
    const { operator, left, right } = node;
    const mutant = this.#mutant(node, `\`${operator}\` as \`${NEXT_BOUNDARY[operator]}\``);
    this.#call(node, "compare", `${mutant}, "${operator}"`, () => {
      this.#visit(left, context);
      this.#replaceOperator(node, ",");
      this.#visit(right, context);
    });
  }

  logical(node, context) {
    const { operator } = node;
    if (operator === "??") {
      const ids = `${this.#mutant(node, "without its right side")}, ${this.#mutant(node, "without its left side")}`;
      this.#call(node, "nullish", ids, () => this.#operands(node, (side) => this.#visit(side, context)));
      return;
    }
    const mutant = this.#mutant(node, `\`${operator}\` as \`${operator === "&&" ? "||" : "&&"}\``);
    this.#call(node, "logical", `${mutant}, "${operator}"`, () =>
      this.#operands(node, (side) => this.#operand(side, context)),
    );
  }

  /** An operand that is a logical expression has operands of its own to invert. */
  #operand(node, context) {
    if (node.type === "LogicalExpression") {
      this.#visit(node, context);
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
    const token = (this.ast.tokens ?? []).find(
      ({ start, end, value }) => start >= left.end && end <= right.start && value === operator,
    );
    this.#replacements.push({ start: token.start, end: token.end, text });
  }

  /** What a function returns. A conditional's condition is inverted as one. */
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
      this.#call(node, "booleanResult", this.#mutant(node, "inverted"), () => this.#visit(node, context));
    } else {
      this.#visit(node, context);
    }
  }

  dropped(node, visitInside = () => {}) {
    this.#wrap(node, `{ if (${SWITCH}.keeps(${this.#mutant(node, "dropped")})) `, " }", visitInside);
  }

  droppedResult(node, context) {
    const opening = `(${SWITCH}.keeps(${this.#mutant(node, "dropped")}) ? (`;
    this.#wrap(node, opening, ") : undefined)", () => this.result(node, context));
  }

  literal(node) {
    this.#call(node, "literal", this.#mutant(node, LITERAL_MUTATIONS[node.type] ?? "altered"));
  }

  template(node, context) {
    this.#call(node, "literal", this.#mutant(node, "altered"), () => this.visitChildren(node, context));
  }

  caseLabel(node) {
    this.#call(node, "caseLabel", this.#mutant(node, "dropped as a case"));
  }

  pattern(node, [altered, ...others] = alteredPatterns(node)) {
    if (altered !== undefined) {
      const { mutation, pattern, flags } = altered;
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
    this.#wrap(node.body, `{ ${SWITCH}.loop(); `, " }", () => this.#visit(node.body, context));
  }
}

const LITERAL_MUTATIONS = { BooleanLiteral: "inverted", NumericLiteral: "plus 1", BigIntLiteral: "plus 1" };

/** What is done with a node of a type; for all other types, with its children. */
const VISITORS = {
  BooleanLiteral: (to, node) => to.literal(node),
  NumericLiteral: (to, node) => to.literal(node),
  BigIntLiteral: (to, node) => to.literal(node),
  StringLiteral: (to, node) => to.literal(node),
  TemplateLiteral: (to, node, context) => to.template(node, context),
  RegExpLiteral: (to, node) => to.pattern(node),
  LogicalExpression: (to, node, context) => to.logical(node, context),
  BinaryExpression: (to, node, context) =>
    EQUALITIES.has(node.operator) || node.operator in NEXT_BOUNDARY
      ? to.condition(node, context)
      : to.visitChildren(node, context),
  UnaryExpression: (to, node, context) => (isNot(node) ? to.condition(node, context) : to.visitChildren(node, context)),
  IfStatement(to, node, context) {
    to.condition(node.test, context);
    to.visit(node.consequent, context);
    to.visit(node.alternate, context);
  },
  ConditionalExpression(to, node, context) {
    to.condition(node.test, context);
    to.visit(node.consequent, context);
    to.visit(node.alternate, context);
  },
  SwitchStatement(to, node, context) {
    to.visit(node.discriminant, context);
    for (const { test, consequent } of node.cases) {
      if (test !== null) {
        to.caseLabel(test);
      }
      for (const statement of consequent) {
        // A `break` at the end breaks nothing off.
        if (statement.type !== "BreakStatement" || statement.end !== node.cases.at(-1).end) {
          to.visit(statement, context);
        }
      }
    }
  },
  ForStatement: (to, node, context) => to.loop(node, context),
  ForOfStatement: (to, node, context) => to.loop(node, context),
  ForInStatement: (to, node, context) => to.loop(node, context),
  WhileStatement: (to, node, context) => to.loop(node, context),
  DoWhileStatement: (to, node, context) => to.loop(node, context),
  ReturnStatement(to, node, context) {
    const visitResult = () => {
      if (node.argument !== null) {
        to.result(node.argument, context);
      }
    };
    // At its end, a predicate without `return false` gives `undefined`, which is as good.
    if (context.booleanResult === "only" && node.argument?.value === false && context.tail.has(node)) {
      visitResult();
    } else {
      to.dropped(node, visitResult);
    }
  },
  ExpressionStatement(to, node, context) {
    if (node.expression.callee?.type !== "Super") {
      to.dropped(node, () => to.visitChildren(node, context));
    }
  },
  BreakStatement: (to, node) => to.dropped(node),
  ContinueStatement: (to, node) => to.dropped(node),
  ThrowStatement: (to, node, context) => to.dropped(node, () => to.visitChildren(node, context)),
  // Not the name of the module.
  ExportNamedDeclaration: (to, node, context) => to.visit(node.declaration, context),
  ExportAllDeclaration() {},
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ClassMethod: visitFunction,
  ObjectMethod: visitFunction,
  ArrowFunctionExpression: visitFunction,
  CallExpression(to, node, context) {
    const isPredicate = PREDICATE_METHODS.has(node.callee.property?.name);
    to.visit(node.callee, context);
    for (const argument of node.arguments) {
      to.visit(argument, { ...context, isPredicate });
    }
  },
};

function visitFunction(to, node, { isPredicate = false }) {
  const context = {
    booleanResult: isPredicate ? "only" : booleanResult(node.returnType),
    tail: tailReturns(node.body),
  };
  for (const parameter of node.params) {
    to.visit(parameter, context);
  }
  if (node.body.type === "BlockStatement") {
    to.visit(node.body, context);
  } else {
    to.droppedResult(node.body, context);
  }
}
