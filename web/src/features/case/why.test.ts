import { expect, test } from 'vitest';
import type { Event } from '@/api/types';
import { tracesOf } from './why';

const event = (stream_seq: number, kind: string, data: object): Event => ({ stream: 'case/case_1', stream_seq, position: stream_seq, kind, at: '2026-11-20T10:00:00Z', actor: { kind: 'system', id: null }, data: data as Event['data'] });

const events = [
  event(1, 'message_received', { message_id: 'msg_in' }),
  event(2, 'draft_proposed', { draft_id: 'draft_1' }),
  event(3, 'draft_proposed', { draft_id: 'draft_2' }),
  event(4, 'review_requested', { draft_id: 'draft_1', review_id: 'rev_1' }),
  event(5, 'review_decided', { review_id: 'rev_1', decision: 'approve' }),
  event(6, 'send_authorised', { draft_id: 'draft_1', message_id: 'msg_out' }),
  event(7, 'sent', { message_id: 'msg_out' }),
];

test('what led to a message is its draft, its reviews and its sending, and nothing else', () => {
  expect(tracesOf(events, 'msg_out', 'draft_1').map((one) => one.stream_seq)).toEqual([2, 4, 5, 6, 7]);
});

test('a draft the case no longer lists is found by the authorisation', () => {
  expect(tracesOf(events, 'msg_out', null).map((one) => one.stream_seq)).toEqual([2, 4, 5, 6, 7]);
});

test('a message nobody drafted here has only its own events', () => {
  expect(tracesOf(events, 'msg_in', null).map((one) => one.stream_seq)).toEqual([1]);
});
