import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from "@mantine/core";

const sans =
  '"Inter Variable", "Vazirmatn Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const serif =
  '"Source Serif 4 Variable", "Source Serif 4", "Vazirmatn Variable", Charter, Georgia, serif';

/** The one accent: the blue of a fountain pen. */
const ink: MantineColorsTuple = [
  "#eff4fb",
  "#dce7f6",
  "#b9cfed",
  "#93b4e3",
  "#8fb4f5",
  "#4a7ac8",
  "#2f63b3",
  "#1a4f9c",
  "#153f7d",
  "#0f2e5d",
];

/** Warm greys: paper and what is printed on it. */
const gray: MantineColorsTuple = [
  "#faf8f4",
  "#f3f0e9",
  "#e9e4da",
  "#d9d2c5",
  "#c6bdae",
  "#7a7163",
  "#5c554b",
  "#4a443b",
  "#332e27",
  "#1f1b16",
];

/** The same by lamplight, the lightest first, as Mantine counts it. */
const dark: MantineColorsTuple = [
  "#e4dfd6",
  "#cdc7bc",
  "#aaa397",
  "#8c857a",
  "#45413b",
  "#36332e",
  "#2a2824",
  "#201e1b",
  "#191816",
  "#121110",
];

/**
 * Colours that carry words (badges, buttons, messages), dark enough on paper, light enough by
 * lamplight: each at least 4.5:1 on its own tint and on the page.
 */
const WORD_COLOURS: Record<string, { onPaper: string; byLamp: string }> = {
  gray: { onPaper: "#4a443b", byLamp: "#cdc7bc" },
  ink: { onPaper: "#1a4f9c", byLamp: "#8fb4f5" },
  red: { onPaper: "#b3261e", byLamp: "#f28b82" },
  grape: { onPaper: "#86308f", byLamp: "#dda0e4" },
  blue: { onPaper: "#17609f", byLamp: "#84bdf0" },
  teal: { onPaper: "#0b6b57", byLamp: "#6fd0b8" },
  green: { onPaper: "#22693c", byLamp: "#7ccf9a" },
  lime: { onPaper: "#4c6510", byLamp: "#b3cf6c" },
  yellow: { onPaper: "#755700", byLamp: "#e3c15c" },
  orange: { onPaper: "#984600", byLamp: "#ffa45c" },
};

export const theme: MantineThemeOverride = createTheme({
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, gray, dark },
  black: "#1f1b16",
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: "600", textWrap: "balance" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Alert: { defaultProps: { variant: "light" } },
    // Its placeholder is an element that a menu may not hold; the first item has the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } },
      styles: { title: { fontWeight: 600 } },
    },
    // Their header elements are no banner of the page.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Anchor: { defaultProps: { underline: "always" } },
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { "--stet-serif": serif, "--stet-sans": sans, "--stet-header": "3.25rem" },
  light: {
    "--mantine-color-body": "#fcfaf6",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-placeholder": "#7a7163",
    "--stet-paper": "#fcfaf6",
    "--stet-card": "#ffffff",
    "--stet-rule": "#e3dccf",
    "--stet-ink": "#1f1b16",
    "--stet-ink-soft": "#5c554b",
    "--stet-accent": "#1a4f9c",
    ...wordColours("onPaper"),
  },
  dark: {
    "--mantine-color-error": "#f28b82",
    "--mantine-color-placeholder": "#8c857a",
    "--stet-paper": "#201e1b",
    "--stet-card": "#2a2824",
    "--stet-rule": "#45413b",
    "--stet-ink": "#e4dfd6",
    "--stet-ink-soft": "#aaa397",
    "--stet-accent": "#8fb4f5",
    ...wordColours("byLamp"),
  },
});

/** A filled button or badge is the paper's colour in either light, with white on it. */
function wordColours(light: "onPaper" | "byLamp"): Record<string, string> {
  return Object.fromEntries(
    Object.entries(WORD_COLOURS).flatMap(([name, colours]) => [
      [`--mantine-color-${name}-text`, colours[light]],
      [`--mantine-color-${name}-light-color`, colours[light]],
      [`--mantine-color-${name}-outline`, colours[light]],
      [
        `--mantine-color-${name}-light`,
        `color-mix(in srgb, ${colours[light]} ${light === "onPaper" ? 9 : 14}%, transparent)`,
      ],
      [
        `--mantine-color-${name}-light-hover`,
        `color-mix(in srgb, ${colours[light]} ${light === "onPaper" ? 14 : 20}%, transparent)`,
      ],
      [`--mantine-color-${name}-filled`, colours.onPaper],
      [`--mantine-color-${name}-filled-hover`, `color-mix(in srgb, ${colours.onPaper}, black 15%)`],
    ]),
  );
}
