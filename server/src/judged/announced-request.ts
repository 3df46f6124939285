import { announcementOf } from "../case/read-case";
import type { PerEngine } from "../cors/engines";
import type { CorsRequest, CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { Unknown } from "../text/unknown";
import { announcedRequests } from "../verdict/announced-requests";

/** The request that the preflight of an exchange announces to each engine. */
export function announcedRequestOf(
  { request, origin }: Exchange,
  credentialsMode: CredentialsMode,
): PerEngine<CorsRequest> {
  return announcedRequests(announcementOf(request), origin?.value ?? new Unknown(null), credentialsMode);
}
