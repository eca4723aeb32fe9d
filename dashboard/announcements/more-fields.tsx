import { TextField } from '../ui/field.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { type Faults, type Form, hasFigures, hasTime, SHORT_MOST } from './form.ts';
import { PictureField } from './picture-field.tsx';
import { words } from './words.ts';

/** What its kind has beside the text: time and place, figures, whom to call; and the picture. */
export function MoreFields({
  form,
  onChange,
  faults,
}: {
  form: Form;
  onChange: (next: Form) => void;
  faults: Faults;
}) {
  const { t } = useTexts();
  const w = useWords(words);
  const set = (change: Partial<Form>) => onChange({ ...form, ...change });
  const works = form.kind === 'works';
  const faultText = (fault: Faults['startsAt']) =>
    fault === undefined
      ? undefined
      : ((
          { needed: w.needsStart, 'without-start': w.withoutStart, 'before-start': w.beforeStart } as Record<
            string,
            string
          >
        )[fault] ?? t.announcements.fillTime);
  const type = form.allDay ? 'date' : 'datetime-local';
  const shown = (value: string) => (form.allDay ? value.slice(0, 10) : value);
  const timed = (value: string) => (form.allDay && value !== '' ? `${value}T00:00` : value);
  return (
    <>
      {hasTime(form) && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            type={type}
            label={works ? w.workStartsLabel : w.startsLabel}
            value={shown(form.startsAt)}
            onChange={({ target }) => set({ startsAt: timed(target.value) })}
            fault={faultText(faults.startsAt)}
          />
          <TextField
            type={type}
            label={works ? w.workEndsLabel : w.endsLabel}
            hint={w.optional}
            value={shown(form.endsAt)}
            onChange={({ target }) => set({ endsAt: timed(target.value) })}
            fault={faultText(faults.endsAt)}
          />
          <label className="inline-flex min-h-11 items-center gap-2 sm:col-span-2">
            <input
              type="checkbox"
              className="size-5 accent-accent"
              checked={form.allDay}
              onChange={({ target }) => set({ allDay: target.checked })}
            />
            {w.allDay}
          </label>
          <TextField
            label={w.placeLabel}
            hint={w.optional}
            maxLength={SHORT_MOST}
            value={form.place}
            onChange={({ target }) => set({ place: target.value })}
          />
        </div>
      )}
      {hasFigures(form) && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            inputMode="numeric"
            label={w.progressLabel}
            hint={w.optional}
            value={form.progress}
            onChange={({ target }) => set({ progress: target.value })}
            fault={faults.progress && w.percentFault}
          />
          <TextField
            inputMode="numeric"
            label={w.budgetLabel}
            hint={w.optional}
            value={form.budget}
            onChange={({ target }) => set({ budget: target.value })}
            fault={faults.budget && w.moneyFault}
          />
        </div>
      )}
      <TextField
        label={w.contactLabel}
        hint={w.optional}
        maxLength={SHORT_MOST}
        value={form.contact}
        onChange={({ target }) => set({ contact: target.value })}
      />
      <PictureField picture={form.picture} alt={form.title} onChange={(picture) => set({ picture })} />
    </>
  );
}
