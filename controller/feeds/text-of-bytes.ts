import { FeedFailed } from './feed-failed.ts';

/** Text of a document: by its byte order mark, else by the encoding that its XML head names, else UTF-8. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named = /^\s*<\?xml[^>]*encoding=["']([\w-]{3,20})["']/i.exec(head)?.[1];
  const label =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : (named ?? 'utf-8');
  try {
    return new TextDecoder(label).decode(bytes).replaceAll('\0', '');
  } catch (cause) {
    throw new FeedFailed('not-a-feed', label, { cause });
  }
}
