import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileText, FileUp } from 'lucide-react';
import { useState } from 'react';
import type { ImportReport } from '#contract/villages.ts';
import { request, withQuery } from '../api/client.ts';
import { routerEntriesQuery } from '../api/villages.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { Report } from './import-report.tsx';
import { words } from './words.ts';

const NEEDED = 'village_code, router_name, host, port, tls, username, password, uplink';
const OPTIONAL =
  'serial, nas_identifier, radius_secret, contact_name, contact_phone, provider, customer_no, pln_id, paid_until, data_quota_gb, via, action_username, action_password';

/** First checked, then stored, the same file both times. */
export function ImportPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const [file, setFile] = useState<{ name: string; text: Blob } | null>(null);
  const importing = useMutation({
    mutationFn: ({ text, dryRun }: { text: Blob; dryRun: boolean }) =>
      request<ImportReport>(withQuery('/api/routers/import', { dryRun }), {
        method: 'POST',
        raw: { type: 'text/csv', text },
      }),
    onSuccess: (report) =>
      report.stored ? cache.invalidateQueries({ queryKey: routerEntriesQuery.queryKey }) : undefined,
  });
  const report = importing.data;
  const clean = report?.dryRun === true && report.faults.length === 0;

  return (
    <Section title={w.importTitle} note={w.importText}>
      <dl className="mb-4 grid gap-2 text-sm">
        <div>
          <dt className="text-muted">{w.importColumns}</dt>
          <dd className="break-words">{NEEDED}</dd>
        </div>
        <div>
          <dt className="text-muted">{w.importOptional}</dt>
          <dd className="break-words">{OPTIONAL}</dd>
        </div>
      </dl>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) importing.mutate({ text: file.text, dryRun: true });
        }}
      >
        <div className="flex flex-wrap items-center gap-3">
          <label
            className={buttonClass(
              'plain',
              'cursor-pointer focus-within:outline-2 focus-within:outline-accent',
            )}
          >
            <FileText aria-hidden="true" size={18} />
            {w.importFile}
            <input
              type="file"
              accept=".csv,text/csv"
              className="sr-only"
              onChange={({ target }) => {
                const [chosen] = target.files ?? [];
                importing.reset();
                setFile(null);
                // Its bytes as they are now: the controller knows the code pages of Excel.
                if (chosen)
                  void chosen
                    .arrayBuffer()
                    .then((bytes) => setFile({ name: chosen.name, text: new Blob([bytes]) }));
              }}
            />
          </label>
          <span className="text-muted">{file?.name ?? w.importNoFile}</span>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look={clean ? 'plain' : 'primary'}
            disabled={file === null || importing.isPending}
          >
            <FileUp aria-hidden="true" size={18} />
            {importing.isPending ? w.importChecking : w.importCheck}
          </Button>
          {clean && file !== null && (
            <Button
              look="primary"
              disabled={importing.isPending}
              onClick={() => importing.mutate({ text: file.text, dryRun: false })}
            >
              {w.importStore}
            </Button>
          )}
        </div>
      </form>
      {importing.isError && (
        <p role="alert" className="mt-4 rounded-control bg-down-tint px-3 py-2 text-down-text">
          {problemText(importing.error, t, f)}
        </p>
      )}
      {report !== undefined && <Report report={report} />}
    </Section>
  );
}
