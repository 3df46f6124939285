/** Text of a document for a notification, which makes links of `[label](address)`, also such that run commands. */
export function inNotification(text: string): string {
  return text.replaceAll("](", "] (");
}

/** Text of a document for the status bar, which shows the icon `name` for `$(name)`. */
export function inStatusBar(text: string): string {
  return text.replaceAll("$(", "\\$(");
}
