/** The character that some editors write at the start of a UTF-8 file. */
export const BYTE_ORDER_MARK = "\ufeff";
