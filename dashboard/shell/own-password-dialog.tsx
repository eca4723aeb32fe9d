import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '#contract/staff.ts';
import { RequestFailed } from '../api/client.ts';
import { changePassword } from '../api/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts } from '../ui/text.tsx';

/** As the contract's OwnPassword has it. */
const isLongEnough = (password: string) => password.length >= 10 && password.length <= 200;

/** My password: the present one, and the next. */
export function OwnPasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t, f } = useTexts();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const saving = useMutation({ mutationFn: () => changePassword({ current, next }) });
  const wrong = saving.error instanceof RequestFailed && saving.error.problem?.fields?.current === 'wrong';

  return (
    <Dialog title={t.shell.ownPassword} description={t.shell.ownPasswordText} onClose={onClose}>
      {saving.isSuccess ? (
        <div className="grid gap-4">
          <p role="status">{t.shell.ownPasswordDone}</p>
          <Button look="primary" onClick={onClose}>
            {t.shell.close}
          </Button>
        </div>
      ) : (
        <form
          className="grid gap-4"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (current !== '' && isLongEnough(next)) saving.mutate();
          }}
        >
          {saving.isError && !wrong && (
            <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
              {problemText(saving.error, t, f)}
            </p>
          )}
          {/* for password managers: whose it is */}
          <input type="text" autoComplete="username" value={me.name} readOnly hidden />
          <PasswordField
            label={t.shell.ownPasswordCurrent}
            autoComplete="current-password"
            value={current}
            onChange={(value) => {
              setCurrent(value);
              if (wrong) saving.reset();
            }}
            fault={
              wrong ? t.shell.ownPasswordWrong : tried && current === '' ? t.settings.required : undefined
            }
          />
          <PasswordField
            label={t.shell.ownPasswordNext}
            hint={t.settings.passwordHint}
            autoComplete="new-password"
            value={next}
            onChange={setNext}
            fault={tried && !isLongEnough(next) ? t.settings.passwordShort : undefined}
          />
          <div className="grid gap-2 sm:flex sm:flex-row-reverse">
            <Button type="submit" look="primary" disabled={saving.isPending}>
              {t.shell.save}
            </Button>
            <Button onClick={onClose}>{t.shell.cancel}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
