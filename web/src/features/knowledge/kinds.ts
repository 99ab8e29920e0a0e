/** The many kinds of article, as the few that editors see. Pure. */
import type { ArticleKind } from '@/api/types';

export const SHOWN_KINDS = ['answer', 'rule', 'checklist', 'wording', 'topic'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

const shown: Record<ArticleKind, ShownKind> = {
  faq: 'answer',
  service_rule: 'rule',
  risk_boundary: 'rule',
  handoff_condition: 'rule',
  material_list: 'checklist',
  standard_wording: 'wording',
  product: 'topic',
  campaign: 'topic',
  logistics: 'topic',
  after_sales: 'topic',
  brand: 'topic',
};

export const shownKind = (kind: ArticleKind): ShownKind => shown[kind] ?? 'topic';

/** What a newly chosen kind is stored as; an article that already is of that kind keeps its finer one. */
export function storedKind(choice: ShownKind, present: ArticleKind | undefined): ArticleKind {
  if (present && shownKind(present) === choice) return present;
  const stored: Record<ShownKind, ArticleKind> = { answer: 'faq', rule: 'service_rule', checklist: 'material_list', wording: 'standard_wording', topic: 'product' };
  return stored[choice];
}
