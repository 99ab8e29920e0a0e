/** Instants and spans as people read them. Everything through Intl; nothing is glued together from words. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on nobody counts days. */
const DAYS_COUNTED = 60;
const MONTH_DAYS = 30.4;
const YEAR_DAYS = 365;

/** The reader's own region of a language, as far as the browser tells: 16:05 or 4:05 PM. */
function regional(language: string): string {
  return globalThis.navigator?.languages?.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}

/** Intl objects are slow to make and a list asks for thousands. */
const kept = new Map<string, unknown>();
function keep<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

/** "in 12 min", "3 days ago". */
export function relative(instant: string, language: string, now = Date.now()): string {
  const format = keep(`relative ${language}`, () => new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' }));
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (size < HOUR_MS) return format.format(Math.round(distance / MINUTE_MS), 'minute');
  if (size < DAY_MS) return format.format(Math.round(distance / HOUR_MS), 'hour');
  const days = Math.round(distance / DAY_MS);
  if (Math.abs(days) < DAYS_COUNTED) return format.format(days, 'day');
  if (Math.abs(days) < YEAR_DAYS) return format.format(Math.trunc(days / MONTH_DAYS), 'month');
  return format.format(Math.trunc(days / YEAR_DAYS), 'year');
}

/** A length of time without a direction: "22 hr". */
export function span(length_ms: number, language: string): string {
  const unit = length_ms < HOUR_MS ? 'minute' : length_ms < 2 * DAY_MS ? 'hour' : 'day';
  const size = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS }[unit];
  const format = keep(
    `span ${language} ${unit}`,
    () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 }),
  );
  return format.format(Math.max(0, length_ms / size));
}

export const clock = (instant: string, language: string) =>
  keep(`clock ${language}`, () => new Intl.DateTimeFormat(regional(language), { hour: 'numeric', minute: '2-digit' })).format(
    new Date(instant),
  );

export const day = (instant: string, language: string) =>
  keep(`day ${language}`, () => new Intl.DateTimeFormat(regional(language), { weekday: 'long', day: 'numeric', month: 'short' })).format(
    new Date(instant),
  );

/** The month and year somebody came to us: "Feb 2025". */
export const month = (instant: string, language: string) =>
  keep(`month ${language}`, () => new Intl.DateTimeFormat(regional(language), { month: 'short', year: 'numeric' })).format(new Date(instant));

export const weekday = (instant: string, language: string) =>
  keep(`weekday ${language}`, () => new Intl.DateTimeFormat(language, { weekday: 'short' })).format(new Date(instant));

export const full = (instant: string, language: string) =>
  keep(`full ${language}`, () => new Intl.DateTimeFormat(regional(language), { dateStyle: 'medium', timeStyle: 'short' })).format(
    new Date(instant),
  );

export const number = (value: number, language: string) =>
  keep(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);

/** The size of a file: "6 kB", "1.4 MB". */
export function bytes(size: number, language: string): string {
  const unit = size < 1_000_000 ? 'kilobyte' : 'megabyte';
  const format = keep(`bytes ${language} ${unit}`, () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }));
  return format.format(unit === 'megabyte' ? size / 1_000_000 : Math.max(1, size / 1_000));
}

/** Money is kept in minor units; how many make one is the currency's own matter. */
export function money(value: { minor: number; currency: string }, language: string): string {
  const format = keep(
    `money ${language} ${value.currency}`,
    () => new Intl.NumberFormat(language, { style: 'currency', currency: value.currency }),
  );
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(value.minor / 10 ** digits);
}

/** What somebody typed as an amount, in minor units; null where it is none, or none above zero. */
export function minorOf(typed: string, currency: string): number | null {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(typed.trim());
  const [, whole = '', part = ''] = match ?? [];
  if (!match || part.length > digits) return null;
  const minor = Number(whole + part.padEnd(digits, '0'));
  return minor > 0 && Number.isSafeInteger(minor) ? minor : null;
}

export const isSameDay = (a: string, b: string) => new Date(a).toDateString() === new Date(b).toDateString();

/** The instant so many days from now, at the end of the working day. */
export function inDays(days: number, now = new Date()): string {
  const due = new Date(now);
  due.setDate(due.getDate() + days);
  due.setHours(18, 0, 0, 0);
  return due.toISOString();
}
