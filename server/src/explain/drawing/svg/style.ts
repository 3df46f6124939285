/** The picture's style. It follows the viewer's light or dark scheme; `--cors-lens-*` variables set other colours and fonts. */
export const SVG_STYLE = `
.cors-lens {
  --foreground: var(--cors-lens-foreground, #1f2328);
  --background: var(--cors-lens-background, #ffffff);
  --muted: var(--cors-lens-muted, #59636e);
  --line: var(--cors-lens-line, #8c959f);
  --box: var(--cors-lens-box, #f6f8fa);
  --allowed: var(--cors-lens-allowed, #1a7f37);
  --blocked: var(--cors-lens-blocked, #cf222e);
  --undetermined: var(--cors-lens-undetermined, #9a6700);
  color: var(--foreground);
  font: 12px var(--cors-lens-font, system-ui, -apple-system, "Segoe UI", sans-serif);
}
@media (prefers-color-scheme: dark) {
  .cors-lens {
    --foreground: var(--cors-lens-foreground, #f0f6fc);
    --background: var(--cors-lens-background, #0d1117);
    --muted: var(--cors-lens-muted, #9198a1);
    --line: var(--cors-lens-line, #656c76);
    --box: var(--cors-lens-box, #151b23);
    --allowed: var(--cors-lens-allowed, #3fb950);
    --blocked: var(--cors-lens-blocked, #ff7b72);
    --undetermined: var(--cors-lens-undetermined, #d29922);
  }
}
.cors-lens text { fill: currentColor; }
.cors-lens .code { font-family: var(--cors-lens-code-font, ui-monospace, SFMono-Regular, Menlo, Consolas, monospace); }
.cors-lens .paper { fill: var(--background); }
.cors-lens .box { fill: var(--box); stroke: var(--line); }
.cors-lens .lifeline { stroke: var(--line); stroke-dasharray: 2 4; fill: none; }
.cors-lens .title { font-size: 16px; font-weight: 600; }
.cors-lens .heading { font-size: 13px; font-weight: 600; }
.cors-lens .label, .cors-lens .strong { font-weight: 600; }
.cors-lens .muted { fill: var(--muted); }
.cors-lens .remark { fill: var(--muted); font-weight: 400; }
.cors-lens .card { fill: var(--background); stroke: var(--muted); }
.cors-lens .arrow { stroke: currentColor; stroke-width: 1.5; fill: none; }
.cors-lens .tip { fill: currentColor; }
.cors-lens .not-shown .arrow, .cors-lens .never-sent .arrow { stroke-dasharray: 6 4; }
.cors-lens .not-shown .arrow { stroke: var(--muted); }
.cors-lens .not-shown .tip { fill: var(--muted); }
.cors-lens .never-sent .arrow { stroke: var(--blocked); }
.cors-lens .cross { stroke: var(--blocked); stroke-width: 2; fill: none; }
.cors-lens .card.allowed { stroke: var(--allowed); }
.cors-lens .card.blocked { stroke: var(--blocked); stroke-width: 1.5; }
.cors-lens .card.undetermined { stroke: var(--undetermined); }
.cors-lens .sign { fill: var(--muted); }
.cors-lens .allowed.sign { fill: var(--allowed); }
.cors-lens .blocked.sign { fill: var(--blocked); }
.cors-lens .undetermined.sign { fill: var(--undetermined); }
.cors-lens text.on-sign { fill: var(--background); font-weight: 700; }
.cors-lens text.allowed, .cors-lens tspan.allowed { fill: var(--allowed); }
.cors-lens text.blocked, .cors-lens tspan.blocked { fill: var(--blocked); }
.cors-lens text.undetermined, .cors-lens tspan.undetermined { fill: var(--undetermined); }
`;
