import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { common } from '../words/common.ts';

/** One accent colour; the shades Mantine asks for besides are derived from the tokens below. */
const accent: MantineColorsTuple = [
  '#eceffc',
  '#d5daf7',
  '#abb5ee',
  '#8592e5',
  '#6574dc',
  '#5263e0',
  '#3b4cc0',
  '#3241a8',
  '#2a378e',
  '#222d74',
];

const QUICK = { duration: 110 };

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, Cantarell, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.35' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  // Plain objects, not `Modal.extend`: the theme must not pull lazily used components into the first load.
  components: {
    // The placeholder that Mantine focuses first is no menu item: screen readers stumble over it.
    // Nor does a key outside close it: a menu that a key opened would close with that very key.
    Menu: {
      defaultProps: {
        transitionProps: QUICK,
        withInitialFocusPlaceholder: false,
        clickOutsideEvents: ['mousedown', 'touchstart'],
      },
    },
    Modal: {
      defaultProps: {
        transitionProps: { ...QUICK, transition: 'fade' },
        closeButtonProps: { 'aria-label': common.close },
        yOffset: '12dvh',
        padding: 20,
      },
    },
    Drawer: {
      defaultProps: { transitionProps: QUICK, closeButtonProps: { 'aria-label': common.close } },
    },
    Popover: { defaultProps: { transitionProps: QUICK } },
    Tooltip: {
      defaultProps: { openDelay: 350, transitionProps: QUICK, multiline: true, maw: 360 },
    },
  },
});

/** Mantine's variables follow the tokens, which already differ by colour scheme. */
const followTokens = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-dim)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--text-faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent-text)',
  '--mantine-color-accent-text': 'var(--accent-text)',
  '--mantine-color-red-text': 'var(--danger)',
  '--mantine-color-red-light': 'var(--danger-soft)',
  '--mantine-color-red-light-hover': 'var(--danger-soft)',
  '--mantine-color-red-light-color': 'var(--danger)',
  '--mantine-color-red-outline': 'var(--danger)',
};

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...followTokens,
    '--mantine-color-red-filled': '#b3261e',
    '--mantine-color-red-filled-hover': '#981f18',
  },
  dark: {
    ...followTokens,
    '--mantine-color-red-filled': '#c23a31',
    '--mantine-color-red-filled-hover': '#ca433a',
  },
});
