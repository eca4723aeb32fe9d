import { Copy, Phone } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from './button.tsx';
import { useTexts } from './text.tsx';

/** A number that a phone dials at a tap. */
export function CallTo({ phone, children }: { phone: string; children: string }) {
  return (
    <a href={`tel:${phone.replace(/[^+\d]/g, '')}`} className={buttonClass()}>
      <Phone aria-hidden="true" size={17} />
      {children}
    </a>
  );
}

/** Something to say or type elsewhere. Where a page may not copy, it is there to be read. */
export function CopyThis({ value, children }: { value: string; children: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  if (navigator.clipboard === undefined) return <span className="px-1 text-sm">{children}</span>;
  return (
    <button
      type="button"
      className={buttonClass()}
      onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
    >
      <Copy aria-hidden="true" size={17} />
      {copied ? t.alarms.copied : children}
    </button>
  );
}

export interface CallsProps {
  readonly contact: { readonly name: string; readonly phone: string } | null;
  readonly provider: string | null;
  readonly customerNo: string | null;
  readonly plnId: string | null;
}

/** PLN's contact centre, all over Indonesia. */
const PLN = '123';

/** Whom to call about a router, and by which numbers it is known there: one tap each. */
export function Calls({ contact, provider, customerNo, plnId }: CallsProps) {
  const { t } = useTexts();
  return (
    <div className="grid gap-2 sm:flex sm:flex-wrap sm:items-center">
      {contact !== null && contact.phone !== '' && (
        <CallTo phone={contact.phone}>{t.alarms.call({ name: contact.name })}</CallTo>
      )}
      <CallTo phone={PLN}>{t.alarms.callPln}</CallTo>
      {plnId !== null && <CopyThis value={plnId}>{t.alarms.callPlnId({ id: plnId })}</CopyThis>}
      {customerNo !== null && (
        <CopyThis value={customerNo}>
          {t.alarms.copyCustomerNo({ provider: provider ?? t.alarms.provider, no: customerNo })}
        </CopyThis>
      )}
    </div>
  );
}
