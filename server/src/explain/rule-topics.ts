import type { Rule } from "../rules/framework/rule";
import type { RuleId } from "../rules/framework/rule-ids";

/** An id begins with the header or the event that its rule is about, so the beginning says which topic the rule belongs to. */
const TOPICS: readonly { readonly title: string; readonly ids: RegExp }[] = [
  { title: "Access-Control-Allow-Origin", ids: /^allow-origin-/ },
  { title: "Credentials", ids: /^(?:allow-credentials|wildcard)-/ },
  { title: "Allowed methods and headers", ids: /^allow-(?:methods|headers)-/ },
  { title: "Preflights", ids: /^(?:preflight|request-headers)-/ },
  { title: "Redirects", ids: /^redirect-/ },
  { title: "Exposed headers", ids: /^(?:expose-headers-|response-header-not-exposed$)/ },
  { title: "Caching and Vary", ids: /^(?:max-age|vary)-/ },
  { title: "Requests and Origin", ids: /^(?:mixed-content$|(?:no-cors|origin|request-body|request-never|url)-)/ },
  { title: "Misplaced and misspelt headers", ids: /-header-in-re(?:quest|sponse)$|colon|^misspelt-/ },
  { title: "Comments", ids: /^cors-directive-|-suppression$/ },
];

export interface Topic {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The title of the topic that a rule belongs to; null if its id has a beginning that no topic has. */
export function topicOf(id: RuleId): string | null {
  return TOPICS.find(({ ids }) => ids.test(id))?.title ?? null;
}

/** Groups rules by topic, in the order of the topics and then of the rules. */
export function ruleTopics(rules: readonly Rule[]): Topic[] {
  return TOPICS.map(({ title }) => ({ title, rules: rules.filter(({ id }) => topicOf(id) === title) }));
}
