export { isUnknown, Unknown, type Value } from "../text/unknown";
