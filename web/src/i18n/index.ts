/** The languages of the screen. Keys are typed by the English file; a test holds the others to it. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keep } from '@/lib/settings';
import en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'screen';
    // Words for codes are looked up by `wordFor`; among the typed keys they would only slow the compiler down.
    resources: { screen: Omit<typeof en, 'reason' | 'intent' | 'event' | 'why' | 'empathy' | 'flag' | 'turn_reason' | 'outcome' | 'for' | 'decision' | 'actor' | 'tier' | 'stage' | 'order_status' | 'refund_status' | 'scope' | 'roles' | 'channel' | 'role_name' | 'action'> };
  }
}

export const LANGUAGES = { en: 'English', zh: '中文' } as const;
export type Language = keyof typeof LANGUAGES;

const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  zh: () => import('./zh.json'),
};

export async function speak(language: Language) {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'screen')) {
    i18next.addResourceBundle(language, 'screen', (await loaders[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
}

export async function choose(language: Language) {
  keep('baton.language', language);
  await speak(language);
}

/** Starts in the language that boot.js has already found. */
export async function startLanguages() {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['screen'],
    defaultNS: 'screen',
    resources: { en: { screen: en } },
    interpolation: { escapeValue: false },
  });
  await speak(document.documentElement.lang.startsWith('zh') ? 'zh' : 'en');
}
