const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const western = new TextDecoder('windows-1252');

/**
 * Text of a word. RouterOS stores bytes and knows no charset: web, SSH and API clients wrote UTF-8, WinBox 3 on Windows the
 * code page of the PC. So: UTF-8 where it is valid, else windows-1252.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  // a replacement character stands for broken UTF-8, or was in the text
  if (!text.includes('\ufffd')) return text;
  const word = bytes.subarray(start, end);
  try {
    return strict.decode(word);
  } catch {
    return western.decode(word);
  }
}
