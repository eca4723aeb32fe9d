import { Dialog } from '../ui/dialog.tsx';
import { useTexts } from '../ui/text.tsx';

export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const keys: [string, string][] = [
    ['/', t.shell.keys.search],
    ['j', t.shell.keys.nextRow],
    ['k', t.shell.keys.previousRow],
    ['Enter', t.shell.keys.open],
    ['Esc', t.shell.keys.back],
    ['?', t.shell.keys.help],
  ];
  return (
    <Dialog title={t.shell.keyboard} onClose={onClose}>
      <dl className="grid grid-cols-[5rem_1fr] items-center gap-y-2">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-md border border-control bg-surface px-2 py-0.5 font-sans font-semibold text-sm">
                {key}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
