import { ImagePlus, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { Picture } from '#contract/announcements.ts';
import { Button } from '../ui/button.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { PictureNotTaken, sendPicture } from './send-picture.ts';
import { words } from './words.ts';

/** The picture of an announcement, as phones get it. */
export function PictureField({
  picture,
  alt,
  onChange,
}: {
  picture: Picture | null;
  alt: string;
  onChange: (picture: Picture | null) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [sent, setSent] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  async function send(file: File) {
    setFault(null);
    setSent(0);
    try {
      onChange(await sendPicture(file, setSent));
    } catch (error) {
      const why = error instanceof PictureNotTaken ? error.why : 'failed';
      setFault((w.pictureFaults as Readonly<Record<string, string>>)[why] ?? w.pictureFaults.failed);
    } finally {
      setSent(null);
    }
  }

  return (
    <fieldset>
      <legend className="mb-1 font-semibold text-sm">{w.picture}</legend>
      {picture !== null && (
        <img
          src={`/api/pictures/${picture.name}.webp`}
          width={picture.width}
          height={picture.height}
          alt={alt}
          className="mb-2 h-auto max-h-60 w-auto max-w-full rounded-control border border-line"
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/heic"
          className="sr-only"
          tabIndex={-1}
          aria-label={w.choosePicture}
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = '';
            if (file) void send(file);
          }}
        />
        <Button aria-describedby={hint} disabled={sent !== null} onClick={() => input.current?.click()}>
          <ImagePlus aria-hidden="true" size={18} />
          {picture === null ? w.choosePicture : w.otherPicture}
        </Button>
        {picture !== null && (
          <Button onClick={() => onChange(null)}>
            <Trash2 aria-hidden="true" size={18} />
            {w.removePicture}
          </Button>
        )}
        <p role="status" className="text-muted text-sm">
          {sent === null
            ? ''
            : sent < 1
              ? w.sending({ percent: f.number(Math.round(sent * 100)) })
              : w.reading}
        </p>
      </div>
      <p id={hint} className="mt-1 text-muted text-sm">
        {w.pictureHint}
      </p>
      {fault !== null && (
        <p role="alert" className="mt-1 text-down-text text-sm">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
