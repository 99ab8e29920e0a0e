/** Opens the palette, also when its code has not arrived yet: it then opens as soon as it has. */
export const openPalette = () => void import('@mantine/spotlight').then(({ spotlight }) => spotlight.open());
