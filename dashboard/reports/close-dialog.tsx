import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { letterNumber } from '#contract/letter-number.ts';
import type { CloseReport, ReportView } from '#contract/reports.ts';
import { RequestFailed, request } from '../api/client.ts';
import { serverNow } from '../live/clock.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { letterheadQuery } from './queries.ts';
import { words } from './words.ts';

const SHORTEST_REASON = 5;

/** Closes the month, or issues it anew: a number, and for a revision the reason. */
export function CloseDialog({
  month,
  again,
  onClose,
}: {
  month: string;
  again: boolean;
  onClose: () => void;
}) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const letterhead = useQuery(letterheadQuery);
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const pattern = letterhead.data?.numberPattern;
  useEffect(() => {
    if (pattern !== undefined) setNumber((is) => (is === '' ? letterNumber(pattern, serverNow()) : is));
  }, [pattern]);
  const closing = useMutation({
    mutationFn: (body: CloseReport) =>
      request<ReportView>(`/api/reports/${month}/close`, { method: 'POST', body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['report', month] });
      onClose();
    },
  });
  const noNumber = number.trim() === '';
  const noReason = again && reason.trim().length < SHORTEST_REASON;
  const same = closing.error instanceof RequestFailed && closing.error.code === 'nothing-changed';
  return (
    <Dialog title={again ? w.closeAgain : w.close} description={w.closeText} onClose={onClose}>
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!noNumber && !noReason)
            closing.mutate({ number: number.trim(), reason: again ? reason.trim() : null });
        }}
      >
        <TextField
          label={w.number}
          fault={tried && noNumber ? w.numberNeeded : undefined}
          maxLength={100}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        {again && (
          <TextArea
            label={w.reason}
            fault={tried && noReason ? w.reasonNeeded : undefined}
            maxLength={500}
            rows={3}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
        {closing.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {same ? w.sameFigures : problemText(closing.error, t, f)}
          </p>
        )}
        <Button type="submit" look="primary" disabled={closing.isPending}>
          {again ? w.closeAgain : w.close}
        </Button>
      </form>
    </Dialog>
  );
}
