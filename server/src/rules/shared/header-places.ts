import type { HeaderName } from "../../headers/table";
import { type Field, fieldsNamed, type Message, type Response, statusLineRange } from "../../http/tree";
import { type Place, place } from "../../text/range";

/** The place of a field's value, or of its name if the value is empty. */
export function valuePlace(message: Message, field: Field): Place {
  return place(message, field.value.start < field.value.end ? field.value : field.name);
}

/** The place for reports on a header that a response lacks: its status line. */
export function statusLinePlace(response: Response): Place {
  return place(response, statusLineRange(response));
}

/** The place of a header: its first value, or the status line if it is absent. */
export function headerPlace(response: Response, header: HeaderName): Place {
  const [field] = fieldsNamed(response, header);
  return field === undefined ? statusLinePlace(response) : valuePlace(response, field);
}
