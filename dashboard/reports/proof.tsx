import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReportView } from '#contract/reports.ts';
import { offers, useMe } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { words } from './words.ts';

/** What makes the figures provable, and every issue that was closed. */
export function Proof({
  view,
  shown,
  onShow,
}: {
  view: ReportView;
  shown: number | null;
  onShow: (revision: number | null) => void;
}) {
  const { f } = useTexts();
  const w = useWords(words);
  const [copied, setCopied] = useState(false);
  const { report, digest, closed } = view;
  return (
    <Section title={w.proof}>
      <p>{w.rules({ name: report.ruleSet.name, version: f.number(report.ruleSet.version) })}</p>
      <p className="mt-2 text-muted text-sm">{w.digest}</p>
      <p className="break-all font-mono text-sm">{digest}</p>
      <Button
        look="quiet"
        className="-ml-4"
        onClick={() => void navigator.clipboard?.writeText(digest).then(() => setCopied(true))}
      >
        {copied ? w.copied : w.copy}
      </Button>
      <p className="text-muted text-sm">{w.digestNote}</p>
      {report.chainHead !== null && (
        <>
          <p className="mt-2 text-muted text-sm">{w.chain}</p>
          <p className="break-all font-mono text-sm">{report.chainHead}</p>
        </>
      )}
      <Witnesses count={view.witnesses} />
      {view.samplesAdded && <p className="mt-2">{w.samplesAdded}</p>}
      <p className="mt-2 text-muted text-sm">{w.verifyNote}</p>
      <h3 className="mt-4 font-semibold">{w.issues}</h3>
      {closed.length === 0 ? (
        <p className="text-muted">{w.issuesNone}</p>
      ) : (
        <ul className="grid gap-2">
          {closed.map((issue) => (
            <li key={issue.revision} className="border-line border-t py-2 first:border-0">
              <p>
                {w.issue({
                  revision: f.number(issue.revision),
                  number: issue.number,
                  at: f.dateTime(Date.parse(issue.closedAt)),
                  by: issue.closedBy,
                })}
              </p>
              {issue.reason !== null && (
                <p className="text-muted text-sm">{w.issueReason({ reason: issue.reason })}</p>
              )}
              {issue.revision === shown ? (
                <p className="text-muted text-sm">{w.shown}</p>
              ) : (
                <Button look="quiet" className="-ml-4" onClick={() => onShow(issue.revision)}>
                  {w.showIssue({ revision: f.number(issue.revision) })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Without somebody outside who keeps the heads, only the office's word stands for the chain. */
function Witnesses({ count }: { count: number }) {
  const { f } = useTexts();
  const w = useWords(words);
  const me = useMe();
  if (count > 0) return <p className="mt-2 text-muted text-sm">{w.witnesses({ count: f.number(count) })}</p>;
  return (
    <p className="mt-2 rounded-control bg-degraded-tint px-3 py-2 text-degraded-text">
      {w.noWitness}{' '}
      {offers(me, 'alarm:write') && (
        <Link to="/pengaturan/peringatan" className="underline">
          {w.toWitnesses}
        </Link>
      )}
    </p>
  );
}
