/** The variables of VS Code's own themes that the panel reads, and the class that it gives to the body. */
export interface Theme {
  readonly name: string;
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

const FONTS = {
  "font-family": "system-ui, sans-serif",
  "font-size": "13px",
  "editor-font-family": "monospace",
};

export const THEMES: readonly Theme[] = [
  {
    name: "light",
    bodyClass: "vscode-light",
    variables: {
      ...FONTS,
      "testing-iconPassed": "#388a34",
      errorForeground: "#f85149",
      "editorWarning-foreground": "#bf8803",
      "editor-foreground": "#3b3b3b",
      "editor-background": "#ffffff",
      "editorWidget-background": "#f8f8f8",
      descriptionForeground: "#3b3b3b",
      "textLink-foreground": "#005fb8",
      focusBorder: "#005fb8",
      "button-foreground": "#ffffff",
      "button-background": "#005fb8",
      "button-secondaryForeground": "#3b3b3b",
      "button-secondaryBackground": "#e5e5e5",
      "button-secondaryHoverBackground": "#cccccc",
    },
  },
  {
    name: "dark",
    bodyClass: "vscode-dark",
    variables: {
      ...FONTS,
      "testing-iconPassed": "#73c991",
      errorForeground: "#f85149",
      "editorWarning-foreground": "#cca700",
      "editor-foreground": "#cccccc",
      "editor-background": "#1f1f1f",
      "editorWidget-background": "#202020",
      descriptionForeground: "#9d9d9d",
      "textLink-foreground": "#4daafc",
      focusBorder: "#0078d4",
      "button-foreground": "#ffffff",
      "button-background": "#0078d4",
      "button-secondaryForeground": "#cccccc",
      "button-secondaryBackground": "#313131",
      "button-secondaryHoverBackground": "#3c3c3c",
    },
  },
  {
    name: "high-contrast",
    bodyClass: "vscode-high-contrast",
    variables: {
      ...FONTS,
      "testing-iconPassed": "#73c991",
      errorForeground: "#f48771",
      "editorWarning-foreground": "#ffd370",
      "editor-foreground": "#ffffff",
      "editor-background": "#000000",
      "editorWidget-background": "#0c141f",
      descriptionForeground: "#ffffff",
      "textLink-foreground": "#21a6ff",
      focusBorder: "#f38518",
      contrastBorder: "#6fc3df",
      "button-border": "#6fc3df",
      "button-foreground": "#ffffff",
      "button-background": "#000000",
      "button-secondaryForeground": "#ffffff",
      "button-secondaryBackground": "#000000",
    },
  },
  {
    name: "high-contrast-light",
    bodyClass: "vscode-high-contrast-light vscode-high-contrast",
    variables: {
      ...FONTS,
      "testing-iconPassed": "#007100",
      errorForeground: "#b5200d",
      "editorWarning-foreground": "#895503",
      "editor-foreground": "#292929",
      "editor-background": "#ffffff",
      "editorWidget-background": "#ffffff",
      descriptionForeground: "#292929",
      "textLink-foreground": "#0f4a85",
      focusBorder: "#006bbd",
      contrastBorder: "#0f4a85",
      "button-border": "#0f4a85",
      "button-foreground": "#ffffff",
      "button-background": "#0f4a85",
      "button-secondaryForeground": "#292929",
      "button-secondaryBackground": "#ffffff",
    },
  },
];
