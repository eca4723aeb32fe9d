import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '#contract/staff.ts';
import { useMe } from '../api/session.ts';
import { villagesQuery } from '../api/villages.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { isName, isPassword } from './person-rules.ts';
import { addPerson, changePerson, type Person, peopleQuery } from './queries.ts';
import { words } from './words.ts';

const ROLES: readonly Role[] = ['viewer', 'technician', 'editor', 'operator', 'admin'];
const limited = (role: Role) => role === 'technician' || role === 'editor';

/** A new person, or what may change of one. */
export function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const me = useMe();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>(person?.role ?? 'viewer');
  const [codes, setCodes] = useState<readonly string[]>(person?.villages ?? []);
  const served = useServedVillages();
  const all = useQuery(villagesQuery).data ?? [];
  // Before any router is there, all of the regency; and never without those that she has.
  const villages = all.filter(
    ({ code }) =>
      served.length === 0 || codes.includes(code) || served.some((village) => village.code === code),
  );
  const [tried, setTried] = useState(false);
  const where = limited(role) ? codes : null;
  const goodName = person !== null || isName(name.trim());
  const goodPassword = isPassword(password) || (person !== null && password === '');
  const goodVillages = !limited(role) || codes.length > 0;

  const saving = useMutation({
    mutationFn: (disabled?: boolean) =>
      person === null
        ? addPerson({ name: name.trim(), password, role, villages: where === null ? null : [...where] })
        : changePerson(
            person.id,
            disabled !== undefined
              ? { disabled }
              : { role, villages: where, ...(password === '' ? {} : { password }) },
          ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: peopleQuery.queryKey });
      onClose();
    },
  });
  const code = (saving.error as { code?: string } | null)?.code;

  return (
    <Dialog title={person === null ? w.personNew : `${w.personChange}: ${person.name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (goodName && goodPassword && goodVillages) saving.mutate(undefined);
        }}
      >
        {saving.isError && (
          <p role="alert" className="rounded-control bg-down-tint px-3 py-2 text-down-text">
            {code === 'conflict' && person === null ? w.nameTaken : problemText(saving.error, t, f)}
          </p>
        )}
        {person === null && (
          <TextField
            label={t.settings.name}
            hint={t.settings.nameHint}
            autoComplete="off"
            autoCapitalize="none"
            value={name}
            onChange={({ target }) => setName(target.value)}
            fault={tried && !goodName ? t.settings.nameWrong : undefined}
          />
        )}
        <PasswordField
          label={person === null ? t.settings.password : w.personNewPassword}
          hint={person === null ? t.settings.passwordHint : w.personNewPasswordHint}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          fault={tried && !goodPassword ? t.settings.passwordShort : undefined}
        />
        <SelectField label={w.role} value={role} onChange={({ target }) => setRole(target.value as Role)}>
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {t.shell.roles[one]}
            </option>
          ))}
        </SelectField>
        {limited(role) && (
          <fieldset>
            <legend className="mb-1 font-semibold text-sm">{w.villages}</legend>
            <div className="grid max-h-56 grid-cols-2 gap-x-4 overflow-y-auto rounded-control border border-line px-3">
              {villages.map((village) => (
                <label key={village.code} className="inline-flex min-h-10 items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-5 shrink-0 accent-accent"
                    checked={codes.includes(village.code)}
                    onChange={({ target }) =>
                      setCodes(
                        target.checked
                          ? [...codes, village.code]
                          : codes.filter((one) => one !== village.code),
                      )
                    }
                  />
                  {village.name}
                </label>
              ))}
            </div>
            {tried && !goodVillages && (
              <p className="mt-1 text-down-text text-sm">{t.announcements.chooseOne}</p>
            )}
          </fieldset>
        )}
        <div className="grid gap-2 sm:flex sm:flex-row-reverse">
          <Button type="submit" look="primary" disabled={saving.isPending}>
            {person === null ? w.personCreate : t.shell.save}
          </Button>
          {person !== null && person.id !== me?.id && (
            <Button look="danger" onClick={() => saving.mutate(person.disabledAt === null)}>
              {person.disabledAt === null ? w.personDisable : w.personEnable}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
