/** `1 message`, `2 messages`: sentences for people count as people do. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
