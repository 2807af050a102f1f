/**
 * A key as S3 writes it in event records and in lists with EncodingType url: percent-encoded UTF-8, a space as `+`, slashes as
 * they are.
 */
export function urlEncodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
