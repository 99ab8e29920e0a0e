/** What a person changed in a text, by words, in languages with and without spaces. */
import { diffArrays } from 'diff';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

export interface WordDiff {
  pieces: Piece[];
  words_added: number;
  words_removed: number;
  /** Share of the original that changed, 0 to 100. */
  percent: number;
}

/** A kept run of at most this many words between two changes is shown as changed too. */
const BRIDGE_WORDS = 2;

interface Run {
  kind: Piece['kind'];
  tokens: string[];
}

/** Compares by `Intl.Segmenter` words, so that Chinese differs by word and not by sentence. */
export function wordDiff(before: string, after: string, language: string): WordDiff {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const split = (text: string) => Array.from(segmenter.segment(text), (part) => part.segment);
  const count = (text: string) => [...segmenter.segment(text)].filter((part) => part.isWordLike).length;

  const runs: Run[] = diffArrays(split(before), split(after)).map((change) => ({
    kind: change.added ? 'added' : change.removed ? 'removed' : 'same',
    tokens: change.value,
  }));
  const pieces = gather(runs, (text) => count(text) <= BRIDGE_WORDS && !text.includes('\n'));

  const words = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind).reduce((sum, piece) => sum + count(piece.text), 0);
  const words_added = words('added');
  const words_removed = words('removed');
  const share = Math.max(words_added, words_removed) / Math.max(1, count(before));
  return { pieces, words_added, words_removed, percent: Math.min(100, Math.round(share * 100)) };
}

/** Joins changes that stand close together: a rewritten sentence reads as one removal and one addition. */
function gather(runs: Run[], isBridge: (text: string) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    if (removed) pieces.push({ kind: 'removed', text: removed });
    if (added) pieces.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  runs.forEach((run, index) => {
    const text = run.tokens.join('');
    const isBetween = (removed !== '' || added !== '') && index < runs.length - 1;
    if (run.kind === 'removed') removed += text;
    else if (run.kind === 'added') added += text;
    else if (isBetween && isBridge(text)) {
      removed += text;
      added += text;
    } else {
      settle();
      pieces.push({ kind: 'same', text });
    }
  });
  settle();
  return pieces;
}
