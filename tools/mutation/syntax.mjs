export const EQUALITIES = new Set(["===", "!==", "==", "!="]);

/** For each comparison, the one that treats equal operands the other way. */
export const OTHER_BOUNDARY = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };

/** Says how a function's declared type relates to boolean: it is (`only`), it includes it (`also`), or neither (`null`). */
export function booleanResult(returnType) {
  const type = returnType?.typeAnnotation;
  if (type?.type === "TSBooleanKeyword" || type?.type === "TSTypePredicate") {
    return "only";
  }
  return type?.type === "TSUnionType" && type.types.some((part) => part.type === "TSBooleanKeyword") ? "also" : null;
}

/**
 * The `return` statement at the end of a function's body, or at the end of its last case if the body ends with a `switch`.
 * Undefined if the body ends with something else.
 */
export function tailReturn(body) {
  const last = body.body?.at(-1);
  const statement = last?.type === "SwitchStatement" ? last.cases.at(-1)?.consequent.at(-1) : last;
  return statement?.type === "ReturnStatement" ? statement : undefined;
}

export function isNot(node) {
  return node.type === "UnaryExpression" && node.operator === "!";
}

export function isReference({ type }) {
  return type === "Identifier" || type === "MemberExpression";
}

/** The name that a top-level statement declares, or "". */
export function declaredName(statement) {
  const declaration = statement.declaration ?? statement;
  return declaration.id?.name ?? declaration.declarations?.[0].id.name ?? "";
}
