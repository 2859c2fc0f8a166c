/** How Teams draws cards, near enough to judge them: sizes as in its host configuration, colours of its two themes. */
export type Theme = "light" | "dark";

interface Palette {
  readonly page: string;
  readonly card: string;
  readonly line: string;
  readonly text: readonly [plain: string, subtle: string];
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  /** Backgrounds of containers. */
  readonly tints: Readonly<Record<"emphasis" | "accent" | "good" | "warning" | "attention", string>>;
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    page: "#f5f5f5",
    card: "#ffffff",
    line: "#e0e0e0",
    text: ["#242424", "#616161"],
    accent: "#4f52b2",
    good: "#0e700e",
    warning: "#8a5a00",
    attention: "#b10e1c",
    tints: { emphasis: "#f0f0f0", accent: "#c7def9", good: "#e4f5e4", warning: "#fff4dc", attention: "#fdecea" },
  },
  dark: {
    page: "#1f1f1f",
    card: "#2d2c2c",
    line: "#4a4a4a",
    text: ["#ffffff", "#c4c4c4"],
    accent: "#aeb2f5",
    good: "#8fd68f",
    warning: "#f7d36a",
    attention: "#f4a3a8",
    tints: { emphasis: "#3a3939", accent: "#4f5bd5", good: "#1c3b24", warning: "#463512", attention: "#4d1f22" },
  },
};

/** The configuration of the official renderer. */
export function hostConfig(theme: Theme): object {
  const palette = palettes[theme];
  const foregroundColors = colours(palette);
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  const tints = Object.entries(palette.tints).map(([name, tint]) => [name, style(tint)]);
  return {
    ...SIZES,
    separator: { lineThickness: 1, lineColor: palette.line },
    containerStyles: { default: style(palette.card), ...Object.fromEntries(tints) },
  };
}

function colours({ text: [plain, subtle], accent, good, warning, attention }: Palette): object {
  const pair = (colour: string, quieter = colour) => ({ default: colour, subtle: quieter });
  return {
    default: pair(plain, subtle),
    dark: pair("#000000", "#242424"),
    light: pair("#ffffff", "#ffffff"),
    accent: pair(accent),
    good: pair(good),
    warning: pair(warning),
    attention: pair(attention),
  };
}

const FONT = {
  fontFamily: "'Segoe UI', 'Liberation Sans', Arial, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
};

const SIZES = {
  supportsInteractivity: true,
  spacing: { none: 0, small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  fontTypes: { default: FONT, monospace: { ...FONT, fontFamily: "monospace" } },
  imageSizes: { small: 32, medium: 52, large: 100 },
  textStyles: { heading: { size: "large", weight: "bolder" } },
  textBlock: { headingLevel: 2 },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", weight: "bolder", size: "small", spacing: "small" },
  },
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left" },
};
