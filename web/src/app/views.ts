/** The lists of cases, by whose turn it is. The name of a view is its address. */
import type { CaseFilter } from '@/api/cases';
import type { Party } from '@/api/types';

export const VIEWS = ['our-turn', 'mine', 'unassigned', 'customer', 'executor', 'partner', 'platform', 'reviewer', 'system', 'resolved', 'all'] as const;
export type View = (typeof VIEWS)[number];

export const isView = (name: string): name is View => (VIEWS as readonly string[]).includes(name);

/** Views that show whom a case waits for. */
export const PARTY_VIEWS = ['customer', 'executor', 'partner', 'platform', 'reviewer', 'system'] as const satisfies readonly Party[];

export function filterOf(view: View, teammateId: string): CaseFilter {
  const open = { status: ['open'] };
  switch (view) {
    case 'our-turn':
      return { ...open, next_mover: ['us'], sort: 'queue' };
    case 'mine':
      return { ...open, assignee: teammateId, sort: 'queue' };
    case 'unassigned':
      return { ...open, assignee: 'none', sort: 'queue' };
    case 'resolved':
      return { status: ['resolved', 'closed'], sort: '-updated' };
    case 'all':
      return { sort: '-updated' };
    case 'customer':
    case 'executor':
    case 'partner':
    case 'platform':
    case 'reviewer':
    case 'system':
      return { ...open, next_mover: [view], sort: 'queue' };
  }
}
