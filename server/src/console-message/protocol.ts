import { CORS_CHECK, OTHER_REASONS, PREFLIGHT_REASONS } from "./chromium";
import type { Row } from "./template";

/** What the parameter that the protocol gives with a name is. */
function parameterOf({ check, value }: Row): string {
  return check === "header"
    ? "requestHeader"
    : check === "method"
      ? "method"
      : check === "local-network" || value !== undefined
        ? "other"
        : "value";
}

/** One row for each name; several wordings of a message share a name. */
const NAMED: readonly Row[] = [
  ...new Map(
    [
      ...CORS_CHECK.map((row): Row => ({ stage: "actual", ...row })),
      ...PREFLIGHT_REASONS.map((row): Row => ({ stage: "preflight", ...row })),
      ...OTHER_REASONS,
    ].map((row) => [row.id, row]),
  ).values(),
];

/** `Network.CorsError` of the DevTools protocol, as its events, the Network panel and HAR files show it. */
export const PROTOCOL: readonly Row[] = NAMED.flatMap((row): Row[] => {
  const parameter = `"{${parameterOf(row)}}"`;
  const { id = "" } = row;
  return [
    {
      ...row,
      pattern: `"corsError":[ ]"${id}"`,
      next: [{ pattern: `,[ ]"failedParameter":[ ]${parameter}` }],
    },
    {
      ...row,
      pattern: `corsError: '${id}'`,
      next: [{ pattern: `, failedParameter: ${parameter.replaceAll('"', "'")}` }],
    },
    { ...row, pattern: `Cross-Origin Resource Sharing error: ${id}` },
    { ...row, pattern: id },
  ];
});
