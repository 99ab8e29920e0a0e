/** The rooms of the settings. The name of a room stands in the address. */
export const SETTINGS = ['account', 'channels', 'people', 'keys', 'policies'] as const;
export type SettingsSection = (typeof SETTINGS)[number];

export const isSection = (name: unknown): name is SettingsSection => (SETTINGS as readonly unknown[]).includes(name);
