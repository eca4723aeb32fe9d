import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useTexts } from './text.tsx';

/** One question before something that others will see. */
export function Confirm({
  title,
  text,
  yes,
  danger = false,
  onYes,
  onClose,
}: {
  title: string;
  text: string;
  yes: string;
  danger?: boolean;
  onYes: () => void;
  onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <Dialog title={title} description={text} onClose={onClose}>
      <div className="grid gap-2 sm:flex sm:flex-row-reverse">
        <Button look={danger ? 'danger' : 'primary'} onClick={onYes}>
          {yes}
        </Button>
        <Button onClick={onClose}>{t.shell.cancel}</Button>
      </div>
    </Dialog>
  );
}
