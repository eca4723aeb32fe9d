import { isUtf8 } from 'node:buffer';

const western = new TextDecoder('windows-1252');

/**
 * Text of a word. RouterOS stores bytes and knows no charset: web, SSH and API clients wrote UTF-8, WinBox 3 on Windows the
 * code page of the PC. So: UTF-8 where it is valid, else windows-1252.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  const word = bytes.subarray(start, end);
  return isUtf8(word) ? word.toString('utf8') : western.decode(word);
}
