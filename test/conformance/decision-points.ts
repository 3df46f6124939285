import { AROUND } from "./around";
import { CACHE } from "./cache";
import type { Section } from "./decision-point";
import { PAGE } from "./page";
import { PERMISSION } from "./permission";
import { PREFLIGHT } from "./preflight";
import { REDIRECT } from "./redirect";
import { REQUEST } from "./request";
import { RESPONSE } from "./response";

/** Every point at which a browser decides, in the order in which it comes to them. */
export const DECISION_POINTS: readonly Section[] = [
  PAGE,
  REQUEST,
  PREFLIGHT,
  CACHE,
  PERMISSION,
  RESPONSE,
  REDIRECT,
  AROUND,
];
