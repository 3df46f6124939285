import { EQUALITIES, isNot, OTHER_BOUNDARY } from "./syntax.mjs";

/** Array methods that take a predicate. */
const PREDICATE_METHODS = new Set(["some", "every", "filter", "find", "findIndex", "findLast", "findLastIndex"]);

/**
 * The mutations by type of node. Nodes of other types have no mutants, except those of their children.
 * `to` is the `Instrumentation`, `context` a `Context`, both of `instrument.mjs`.
 */
export const VISITORS = {
  BooleanLiteral: (to, node) => to.literal(node),
  NumericLiteral: (to, node) => to.literal(node),
  BigIntLiteral: (to, node) => to.literal(node),
  StringLiteral: (to, node) => to.literal(node),
  TemplateLiteral: (to, node, context) => to.template(node, context),
  RegExpLiteral: (to, node) => to.pattern(node),
  LogicalExpression: (to, node, context) => to.logical(node, context),
  BinaryExpression: (to, node, context) =>
    EQUALITIES.has(node.operator) || node.operator in OTHER_BOUNDARY
      ? to.condition(node, context)
      : to.visitChildren(node, context),
  UnaryExpression: (to, node, context) => (isNot(node) ? to.condition(node, context) : to.visitChildren(node, context)),
  IfStatement: branch,
  ConditionalExpression: branch,
  SwitchStatement(to, node, context) {
    to.visit(node.discriminant, context);
    for (const { test, consequent } of node.cases) {
      if (test !== null) {
        to.caseLabel(test);
      }
      for (const statement of consequent) {
        // The last `break` changes nothing.
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
    // A predicate that ends without `return false` returns undefined, which callers can't tell from false.
    if (context.booleanResult === "only" && node.argument?.value === false && node === context.tail) {
      visitResult();
    } else {
      to.removed(node, visitResult);
    }
  },
  ExpressionStatement(to, node, context) {
    if (node.expression.callee?.type !== "Super") {
      to.removed(node, () => to.visitChildren(node, context));
    }
  },
  BreakStatement: (to, node) => to.removed(node),
  ContinueStatement: (to, node) => to.removed(node),
  ThrowStatement: (to, node, context) => to.removed(node, () => to.visitChildren(node, context)),
  // `export … from "module"` has nothing to mutate.
  ExportNamedDeclaration: (to, node, context) => to.visit(node.declaration, context),
  ExportAllDeclaration() {},
  FunctionDeclaration: (to, node) => to.function(node, false),
  FunctionExpression: (to, node, context) => to.function(node, context.isPredicate),
  ClassMethod: (to, node) => to.function(node, false),
  ObjectMethod: (to, node) => to.function(node, false),
  ArrowFunctionExpression: (to, node, context) => to.function(node, context.isPredicate),
  CallExpression(to, node, context) {
    to.visit(node.callee, context);
    const isPredicate = PREDICATE_METHODS.has(node.callee.property?.name);
    for (const argument of node.arguments) {
      to.visit(argument, { ...context, isPredicate });
    }
  },
};

function branch(to, node, context) {
  to.condition(node.test, context);
  to.visit(node.consequent, context);
  to.visit(node.alternate, context);
}
