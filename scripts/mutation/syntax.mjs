/** Whether a function's declared type is that of a predicate, or has booleans among other results. */
export function booleanResult(returnType) {
  const type = returnType?.typeAnnotation;
  if (type?.type === "TSBooleanKeyword" || type?.type === "TSTypePredicate") {
    return "only";
  }
  return type?.type === "TSUnionType" && type.types.some((part) => part.type === "TSBooleanKeyword") ? "also" : null;
}

/** The statements `return` after which a body ends, if they are not there. */
export function tailReturns(body) {
  const last = body.body?.at(-1);
  const statement = last?.type === "SwitchStatement" ? last.cases.at(-1)?.consequent.at(-1) : last;
  return new Set(statement?.type === "ReturnStatement" ? [statement] : []);
}

export function isNot(node) {
  return node.type === "UnaryExpression" && node.operator === "!";
}

export function isReference({ type }) {
  return type === "Identifier" || type === "MemberExpression";
}

/** The name that a top-level statement declares. */
export function declaredName(statement) {
  const declaration = statement.declaration ?? statement;
  return declaration.id?.name ?? declaration.declarations?.[0].id.name ?? "";
}
