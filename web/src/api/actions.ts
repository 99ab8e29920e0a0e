/** Executions against a back office: proposed, approved as they were shown, rejected, settled. */
import { post } from './client';
import type { Action, Money } from './types';

export interface Refund {
  order: string;
  amount: Money;
  reason?: string;
}

/** The message, if any, is decided with it and leaves only when it is done. */
export const proposeRefund = (caseId: string, parameters: Refund, seen_sequence: number) => post<Action>(`/cases/${caseId}/actions`, { kind: 'refund', parameters, seen_sequence });
/** Approves exactly what was shown: the hash binds the parameters. */
export const approveAction = (action: Action, seen_sequence: number) => post<Action>(`/actions/${action.id}/approve`, { parameters_hash: action.parameters_hash, seen_sequence });
export const rejectAction = (id: string, reason: string) => post<Action>(`/actions/${id}/reject`, reason ? { reason } : {});
/** Says what became of an action of which nobody knows. */
export const settleAction = (id: string, has_happened: boolean, finding: string) => post<Action>(`/actions/${id}/settle`, { has_happened, ...(finding ? { finding } : {}) });
