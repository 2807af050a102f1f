// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks are refused, too.
const CONTROL_OR_BREAK = /[\u0000-\u001f\u007f]/;

/** Whether a text can stand in an e-mail's header. */
export function isOneLine(text: string): boolean {
  return text.isWellFormed() && !CONTROL_OR_BREAK.test(text);
}

/** Whether a text can stand in an answer: XML has no room for control characters and halves of characters. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}
