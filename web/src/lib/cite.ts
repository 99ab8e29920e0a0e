/** Which sentence of a text rests on which source. Pure. */

export interface CitedSentence {
  text: string;
  /** Places in the list of sources, from 0; none for what a person or a greeting adds. */
  sources: number[];
}

/** So much of a sentence must stand in the quote; slots filled with the case's facts may differ. */
const SHARED = 0.6;

export function citedSentences(text: string, quotes: (string | null)[], language: string): CitedSentence[] {
  const words = new Intl.Segmenter(language, { granularity: 'word' });
  const wordsOf = (part: string) => [...words.segment(part)].filter((one) => one.isWordLike).map((one) => one.segment.toLocaleLowerCase(language));
  const quoted = quotes.map((quote) => new Set(wordsOf(quote ?? '')));
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map((one) => one.segment);
  return sentences.map((sentence) => {
    const said = wordsOf(sentence);
    const rests = (source: Set<string>) => said.length > 0 && said.filter((word) => source.has(word)).length / said.length >= SHARED;
    return { text: sentence, sources: quoted.flatMap((source, index) => (rests(source) ? [index] : [])) };
  });
}
