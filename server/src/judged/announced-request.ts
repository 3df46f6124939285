import { announcementOf } from "../case/read-case";
import { type PerEngine, perEngine } from "../cors/engines";
import type { CorsRequest, CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { Unknown } from "../text/unknown";
import { announcedRequest } from "../verdict/announced-request";

/** The request that the preflight of an exchange announces to each engine. */
export function announcedRequestOf(
  { request, origin }: Exchange,
  credentialsMode: CredentialsMode | Unknown,
): PerEngine<CorsRequest> {
  const announcement = announcementOf(request);
  const from = origin?.value ?? new Unknown(null);
  return perEngine((engine) => announcedRequest(announcement, from, credentialsMode, engine));
}
