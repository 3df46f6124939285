export const EXPLAIN_EXCHANGE_COMMAND = "corsLens.explainExchange";

export const CHOOSE_ENVIRONMENT_COMMAND = "corsLens.chooseEnvironment";

export const SET_ORIGIN_COMMAND = "corsLens.setOrigin";

export const SHOW_LINE_COMMAND = "corsLens.showLine";

/** The command that copies an exchange in each format, by the server's name of the format. */
export const COPY_COMMANDS = {
  curl: "corsLens.copyAsCurl",
  fetch: "corsLens.copyAsFetch",
  markdown: "corsLens.copyAsMarkdownFence",
} as const;

/** The commands that the server may use in its answers. */
export const SERVER_COMMANDS = [
  EXPLAIN_EXCHANGE_COMMAND,
  CHOOSE_ENVIRONMENT_COMMAND,
  SET_ORIGIN_COMMAND,
  SHOW_LINE_COMMAND,
  ...Object.values(COPY_COMMANDS),
];
