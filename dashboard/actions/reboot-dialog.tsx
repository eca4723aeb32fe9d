import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useRef, useState } from 'react';
import type { RouterStatus } from '#contract/status.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';
import { confirms, REASON_LENGTH } from './hindrance.ts';
import { askReboot, noteAction } from './queries.ts';

/** Says what it will do and to whom, asks for the reason and the village's name, then asks once. */
export function RebootDialog({ row, onClose }: { row: RouterStatus; onClose: () => void }) {
  const { t, f } = useTexts();
  const cache = useQueryClient();
  // One id for this dialog: sent again after a lost answer it is still one reboot.
  const id = useRef(uuid());
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const asking = useMutation({
    mutationFn: () =>
      askReboot(row.id, {
        id: id.current,
        kind: 'reboot',
        reason: reason.trim(),
        confirmation: typed.trim(),
      }),
    onSuccess: (action) => {
      noteAction(cache, action);
      onClose();
    },
  });
  const village = row.village.name;
  // Often a router is called after its village: said once then.
  const place = confirms(row.name.replaceAll(/[-_]/g, ' '), village) ? village : `${village} · ${row.name}`;
  const reasonFault = reason.trim().length < REASON_LENGTH ? t.actions.needReason : undefined;
  const typedFault = confirms(typed, village) ? undefined : t.actions.needVillage({ village });
  const users =
    row.state === 'down' || row.users === null
      ? t.actions.warnUnknown
      : row.users === 0
        ? t.actions.warnNobody
        : t.actions.warnUsers({ users: f.number(row.users) });

  return (
    <Dialog title={t.actions.rebootTitle({ place })} onClose={onClose}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (reasonFault === undefined && typedFault === undefined) asking.mutate();
        }}
      >
        <p className="flex gap-2.5 rounded-control bg-degraded-tint px-3 py-2.5 text-degraded-text">
          <Users aria-hidden="true" size={20} className="mt-0.5 shrink-0" />
          {users}
        </p>
        {(row.state === 'down' || row.state === 'unknown') && (
          <p className="text-muted">{t.actions.warnState({ state: t.status.stateLower[row.state] })}</p>
        )}
        {row.chores.includes('polling-account-too-wide') && row.chores.includes('no-action-account') && (
          <p className="text-muted">{t.actions.tooWide}</p>
        )}
        <TextArea
          label={t.actions.reason}
          hint={t.actions.reasonHint}
          placeholder={t.actions.reasonPlaceholder}
          rows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          fault={tried ? reasonFault : undefined}
        />
        <TextField
          label={t.actions.confirm({ village })}
          autoComplete="off"
          autoCapitalize="words"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          fault={tried ? typedFault : undefined}
        />
        {asking.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {problemText(asking.error, t, f)}
          </p>
        )}
        <div className="grid gap-2 sm:flex sm:flex-row-reverse">
          <Button type="submit" look="danger" disabled={asking.isPending}>
            {asking.isPending ? t.actions.sending : t.actions.send}
          </Button>
          <Button onClick={onClose}>{t.shell.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** crypto.randomUUID is missing on plain http from another machine: then made of random bytes by hand (RFC 9562 §5.4). */
function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
