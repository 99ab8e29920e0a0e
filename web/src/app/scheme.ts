/** Light or dark, and the way to the other. */
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

export function useScheme() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return { isDark: scheme === 'dark', toggle: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark') };
}
