declare module 'text-readability' {
  /** Each answers a US school grade for English text. */
  const readability: {
    fleschKincaidGrade(text: string): number;
    automatedReadabilityIndex(text: string): number;
    colemanLiauIndex(text: string): number;
  };
  export default readability;
}
