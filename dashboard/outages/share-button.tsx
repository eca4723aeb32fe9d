import { Share2 } from 'lucide-react';
import type { Outage } from '#contract/outages.ts';
import { createFormat } from '../text/format.ts';
import { id } from '../text/id.ts';
import { buttonClass } from '../ui/button.tsx';
import { useTexts } from '../ui/text.tsx';
import { shareText, whatsAppLink } from './share-text.ts';

const format = createFormat('id');

/** *Bagikan ke WhatsApp*: the phone's share sheet, else WhatsApp's link. The text is Indonesian, whoever reads the screen. */
export function ShareButton({ outage }: { outage: Outage }) {
  const { t } = useTexts();
  const text = () => shareText(outage, id, format, Date.now());
  return (
    <a
      href={whatsAppLink(text())}
      target="_blank"
      rel="noreferrer"
      className={buttonClass()}
      onClick={(event) => {
        if (typeof navigator.share !== 'function') {
          event.currentTarget.href = whatsAppLink(text());
          return;
        }
        event.preventDefault();
        // She closed the sheet, or it would not open: nothing was shared, and nothing is lost.
        navigator.share({ text: text() }).catch(() => {});
      }}
    >
      <Share2 aria-hidden="true" size={17} />
      {t.alarms.share}
    </a>
  );
}
