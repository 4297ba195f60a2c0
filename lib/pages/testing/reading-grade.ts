import readability from 'text-readability';

/**
 * US school grade a text reads at: the median of Flesch–Kincaid (syllables and sentence length), the automated
 * readability index (letters and sentence length) and Coleman–Liau (letters and sentences). Three because each alone is
 * thrown off by short texts: one long name is many syllables in one sentence. Grade 7 is a reading age of 12.
 */
export function readingGrade(text: string): number {
  const grades = [
    readability.fleschKincaidGrade(text),
    readability.automatedReadabilityIndex(text),
    readability.colemanLiauIndex(text),
  ].sort((a, b) => a - b);
  return grades[1] ?? Number.NaN;
}
