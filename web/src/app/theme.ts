/** Mantine's theme: sizes, fonts and the palettes its own components draw with. Meaning lives in tokens.css. */
import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef3fe', '#dce6fc', '#b8cdf8', '#90b0f4', '#6c95ef', '#4f7de8', '#3467dc', '#1f56c9', '#1947a8', '#133884',
];
const dark: MantineColorsTuple = [
  '#e8ebf1', '#c4cad5', '#9ba5b4', '#6d7686', '#3a424f', '#2d343f', '#1d222a', '#14181e', '#0e1116', '#090c10',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  colors: { brand, dark },
  fontFamily:
    '"Inter Variable", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, fz: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Button: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, radius: 'lg' } },
  },
});

/** Mantine's own surfaces follow our tokens, so that a menu looks like the page under it. */
export const mantineVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-soft)',
    '--mantine-color-placeholder': 'var(--text-soft)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default': 'var(--panel)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-error': 'var(--bad)',
  };
  return { variables: {}, light: surfaces, dark: surfaces };
};
