/** The present, as a value that moves on by itself so that "in 12 min" does not stand still. */
import { useEffect, useState } from 'react';

export function useNow(every_ms = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now;
}
