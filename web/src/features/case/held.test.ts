import { expect, test } from 'vitest';
import type { Party, TimelineItem } from '@/api/types';
import { heldShares } from './held';

const turn = (who: Party, since: string, until: string | null) => ({ kind: 'turn', who, since, until, for: 'our_reply' }) as TimelineItem;
const now = Date.parse('2026-11-20T04:00:00Z');

test('shares are of the whole time, the longest first', () => {
  const { shares, total_ms } = heldShares([turn('us', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z'), turn('customer', '2026-11-20T01:00:00Z', null)], now);
  expect(total_ms).toBe(4 * 3_600_000);
  expect(shares.map((share) => [share.who, share.percent])).toEqual([['customer', 75], ['us', 25]]);
});
test('a case without turns has no bar', () => expect(heldShares([], now).shares).toEqual([]));
test('two turns of one party count together', () => {
  expect(heldShares([turn('us', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z'), turn('us', '2026-11-20T02:00:00Z', '2026-11-20T03:00:00Z')], now).shares).toHaveLength(1);
});
