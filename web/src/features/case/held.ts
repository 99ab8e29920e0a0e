/** Who held the case and for how long, from the turns of its timeline. Pure. */
import type { Party, TimelineItem } from '@/api/types';

export interface Share {
  who: Party;
  length_ms: number;
  percent: number;
}

/** The longest first; a turn that has not ended counts until now. */
export function heldShares(timeline: TimelineItem[], now: number): { shares: Share[]; total_ms: number } {
  const lengths = new Map<Party, number>();
  for (const entry of timeline) {
    if (entry.kind !== 'turn') continue;
    const ends = entry.until === null ? now : Date.parse(entry.until);
    const length = Math.max(0, ends - Date.parse(entry.since));
    lengths.set(entry.who, (lengths.get(entry.who) ?? 0) + length);
  }
  const total_ms = [...lengths.values()].reduce((sum, length) => sum + length, 0);
  const shares = [...lengths].map(([who, length_ms]) => ({ who, length_ms, percent: total_ms === 0 ? 0 : Math.round((length_ms / total_ms) * 100) }));
  return { shares: shares.sort((a, b) => b.length_ms - a.length_ms), total_ms };
}
