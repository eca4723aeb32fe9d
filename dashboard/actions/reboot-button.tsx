import { Power } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { offers, useMe } from '../api/session.ts';
import { useConnection, useRow } from '../live/store.ts';
import { Button } from '../ui/button.tsx';
import { useTexts } from '../ui/text.tsx';
import { hindranceOf } from './hindrance.ts';

const RebootDialog = lazy(() =>
  import('./reboot-dialog.tsx').then((module) => ({ default: module.RebootDialog })),
);

/** *Nyalakan ulang*, or the reason why not. Nothing at all for those who may not. */
export function RebootButton({ id }: { id: number }) {
  const { t } = useTexts();
  const me = useMe();
  const row = useRow(id);
  const lost = useConnection((state) => state.kind === 'lost');
  const [open, setOpen] = useState(false);
  if (row === undefined || !offers(me, 'router:act', row.village.code)) return null;
  const hindrance = hindranceOf(row);
  return (
    <>
      <Button
        look="danger"
        disabled={hindrance !== null || lost}
        aria-describedby={hindrance === null ? undefined : 'reboot-hindrance'}
        onClick={() => setOpen(true)}
      >
        <Power aria-hidden="true" size={17} />
        {t.actions.reboot}
      </Button>
      {hindrance !== null && (
        <p id="reboot-hindrance" className="max-w-md text-muted text-sm">
          {t.actions[hindrance]}
        </p>
      )}
      {open && (
        <Suspense>
          <RebootDialog row={row} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
