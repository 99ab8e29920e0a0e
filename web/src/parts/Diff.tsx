/** What was removed and what was added, told by the elements and not by colour alone. */
import type { Piece } from '@/lib/diff';

export function Diff({ pieces }: { pieces: Piece[] }) {
  return pieces.map((piece, index) => {
    if (piece.kind === 'same') return <span key={index}>{piece.text}</span>;
    return piece.kind === 'added' ? <ins key={index}>{piece.text}</ins> : <del key={index}>{piece.text}</del>;
  });
}
