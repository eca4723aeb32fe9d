import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { letterNumber } from '#contract/letter-number.ts';
import type { Claim, NewPaper, PaperJob, PaperKind } from '#contract/reports.ts';
import { request } from '../api/client.ts';
import { offers, useMe } from '../api/session.ts';
import { serverNow } from '../live/clock.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { claimsQuery, letterheadQuery, paperQuery } from './queries.ts';
import { words } from './words.ts';

const KINDS: readonly Exclude<PaperKind, 'claim.pdf'>[] = [
  'report.pdf',
  'report.png',
  'report.xlsx',
  'report.csv',
  'report.json',
];

/** Papers of the month: asked for, made on the server, saved when ready. */
export function PapersPanel({ month, revision }: { month: string; revision: number | null }) {
  const w = useWords(words);
  return (
    <Section title={w.papers}>
      <ul className="grid gap-2">
        {KINDS.map((kind) => (
          <li key={`${kind} ${month} ${revision}`}>
            <Paper month={month} order={{ kind, ...(revision === null ? {} : { revision }) }} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Paper({ month, order }: { month: string; order: NewPaper }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const starting = useMutation({
    mutationFn: () => request<PaperJob>(`/api/reports/${month}/papers`, { method: 'POST', body: order }),
  });
  const job = useQuery({ ...paperQuery(starting.data?.id ?? ''), enabled: starting.data !== undefined });
  const what = w.paper[order.kind];
  const now = job.data ?? starting.data;
  const error = starting.error ?? job.error;
  const why =
    now?.state === 'failed' ? w.failure[now.failure ?? 'broken'] : error && problemText(error, t, f);
  if (why !== null) {
    return (
      <div className="grid justify-items-start gap-1">
        <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
          {w.paperFailed({ why })}
        </p>
        <Button onClick={() => starting.mutate()}>{w.again}</Button>
      </div>
    );
  }
  if (now?.state === 'done')
    return (
      <div role="status">
        <a
          href={`/api/papers/${now.id}/file`}
          download={now.fileName}
          className={buttonClass('primary', 'w-full')}
        >
          <Download aria-hidden="true" size={18} />
          {w.save}: {what} ({f.bytes(now.bytes ?? 0)})
        </a>
      </div>
    );
  if (starting.isPending || now !== undefined)
    return (
      <div role="status" className="grid gap-1">
        <p>{w.making({ what, percent: f.percentWhole((now?.progress ?? 0) * 100) })}</p>
        <progress className="h-2 w-full" max={1} value={now?.progress ?? 0} aria-label={what} />
      </div>
    );
  return (
    <Button className="w-full justify-start" onClick={() => starting.mutate()}>
      {what}
    </Button>
  );
}

/** What providers owe, with the letter for each. */
export function ClaimsPanel({ month }: { month: string }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const me = useMe();
  const claims = useQuery(claimsQuery(month));
  return (
    <Section title={w.claims}>
      {claims.data === undefined ? (
        claims.isError ? (
          <Failed why={problemText(claims.error, t, f)} onRetry={claims.refetch} />
        ) : (
          <Loading rows={1} height="h-12" />
        )
      ) : claims.data.length === 0 ? (
        <p className="text-muted">
          {w.claimsNone}{' '}
          {offers(me, 'report:write') && (
            <Link
              to="/pengaturan/ketersediaan/{-$bagian}"
              params={{ bagian: 'kontrak' }}
              className="text-accent underline"
            >
              {w.toContracts}
            </Link>
          )}
        </p>
      ) : (
        <ul className="grid gap-4">
          {claims.data.map((claim) => (
            <li key={claim.contract.id} className="grid gap-1">
              <p className="font-semibold">{w.claim(claim.contract)}</p>
              <p>
                <ClaimText claim={claim} />
              </p>
              <ClaimLetter month={month} contractId={claim.contract.id} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The letter, with a number of its own: by the office's pattern, until somebody writes another. */
function ClaimLetter({ month, contractId }: { month: string; contractId: number }) {
  const w = useWords(words);
  const { data } = useQuery(letterheadQuery);
  const [typed, setTyped] = useState<string | null>(null);
  const number = (typed ?? (data ? letterNumber(data.claimNumberPattern, serverNow()) : '')).trim();
  return (
    <>
      <TextField
        label={w.number}
        maxLength={100}
        autoComplete="off"
        value={typed ?? number}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Paper
        key={number}
        month={month}
        order={{ kind: 'claim.pdf', contractId, ...(number === '' ? {} : { number }) }}
      />
    </>
  );
}

function ClaimText({ claim }: { claim: Claim }) {
  const { f, locale } = useTexts();
  const w = useWords(words);
  const { figures, contract, amountIdr } = claim;
  if (amountIdr === null) return w.claimUnknown;
  const reached = w.claimFigure({
    reached: f.percent(figures.owed.percent ?? 0),
    promised: f.percent(contract.slaPercent),
  });
  if (amountIdr === 0) return `${reached}: ${w.claimNone}`;
  const amount = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    style: 'currency',
    currency: 'IDR',
    maximumFractionDigits: 0,
  }).format(amountIdr);
  return `${reached}: ${w.claimAmount({ amount })}`;
}
