/** Enough of a word to compare; a client's nonsense may be long. */
const COMPARED_CHARACTERS = 40;
/** Words that differ by more are two words. */
const MAX_UNLIKE = 0.8;
/** Of "delay" in "delaySeconds": shorter, and it is chance. */
const MIN_SHARED_CHARACTERS = 4;

/** The name that somebody who wrote this one may have meant: spelled otherwise, without its unit, or as AWS writes it. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, distance: nameDistance(word, name) }));
  const [best] = ranked.sort((left, right) => left.distance - right.distance);
  return best && best.distance <= MAX_UNLIKE ? best.name : undefined;
}

function nameDistance(word: string, name: string): number {
  const [shorter = "", longer = ""] = [word.slice(0, COMPARED_CHARACTERS), name]
    .map((text) => text.toLowerCase())
    .sort((left, right) => left.length - right.length);
  const shares = shorter.length >= MIN_SHARED_CHARACTERS && (longer.startsWith(shorter) || longer.endsWith(shorter));
  return Math.min(unlike(word, name), shares ? MAX_UNLIKE : Number.POSITIVE_INFINITY);
}

/** From 0 (equal) to 1 and more: edits per character, doubled, so that half a word wrong is a whole word wrong. */
export function unlike(left: string, right: string): number {
  if (left === right) return 0;
  const edits = levenshtein(left.slice(0, COMPARED_CHARACTERS).toLowerCase(), right.toLowerCase());
  return (2 * edits) / Math.max(left.length, right.length, 1);
}

function levenshtein(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + Number(left[row - 1] !== right[column - 1]);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
