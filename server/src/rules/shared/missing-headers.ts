import { misspeltField } from "../../exchange/misspelling";
import type { HeaderName } from "../../headers/table";
import { fieldsNamed, type Response } from "../../http/tree";
import type { FailingStep } from "../framework/blocking";

/** Whether a response shows neither a header nor a misspelling of it. */
export function lacks(response: Response, header: HeaderName): boolean {
  return fieldsNamed(response, header).length === 0 && misspeltField(response, header) === null;
}

/**
 * Whether a step fails because the response lacks a header. A response that the code for CORS didn't write lacks all of them; a wrong value is a
 * mistake of its own.
 */
export function failsByAbsence({ at: { response }, failure: { header } }: FailingStep): boolean {
  return header !== null && lacks(response, header);
}
