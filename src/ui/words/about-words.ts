/** The sentences of a description. */
export function sentencesOf(description: string): readonly string[] {
  return description.split(/(?<=[.!?]) (?=\p{Lu})/u);
}

/** True for a sentence that says what to watch for: it begins with “Watch”. */
export function isWatchSentence(sentence: string): boolean {
  return /^Watch\b/.test(sentence);
}
