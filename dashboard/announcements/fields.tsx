import type { ServedVillage } from '../live/served-villages.ts';
import { CountedField } from '../ui/counted-field.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { useTexts } from '../ui/text.tsx';
import { AudienceField } from './audience-field.tsx';
import { BODY, type Faults, type Form, TITLE } from './form.ts';
import { MoreFields } from './more-fields.tsx';

export interface FieldsProps {
  readonly form: Form;
  readonly onChange: (next: Form) => void;
  readonly faults: Faults;
  readonly villages: readonly ServedVillage[];
  /** She writes for her own villages only. */
  readonly limited: boolean;
  readonly disabled: boolean;
}

export function Fields({ form, onChange, faults, villages, limited, disabled }: FieldsProps) {
  const { t, f } = useTexts();
  const set = <K extends keyof Form>(name: K, value: Form[K]) => onChange({ ...form, [name]: value });
  const timeFault = (fault: Faults['until']) =>
    fault === 'before-from'
      ? t.announcements.beforeFrom
      : fault === 'time'
        ? t.announcements.fillTime
        : undefined;
  return (
    <fieldset disabled={disabled} className="grid gap-4">
      <CountedField
        label={t.announcements.titleLabel}
        value={form.title}
        most={TITLE.most}
        left={t.announcements.left({ count: f.number(TITLE.most - form.title.length) })}
        fault={faults.title && t.announcements.tooShort({ count: f.number(TITLE.least) })}
        onChange={(title) => set('title', title)}
      />
      <CountedField
        label={t.announcements.bodyLabel}
        value={form.body}
        most={BODY.most}
        rows={5}
        left={t.announcements.left({ count: f.number(BODY.most - form.body.length) })}
        fault={faults.body && t.announcements.tooShort({ count: f.number(BODY.least) })}
        onChange={(body) => set('body', body)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t.announcements.kindLabel}
          value={form.kind}
          onChange={({ target }) => set('kind', target.value as Form['kind'])}
        >
          {Object.entries(t.announcements.kind).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t.announcements.severityLabel}
          value={form.severity}
          onChange={({ target }) => set('severity', target.value as Form['severity'])}
        >
          {Object.entries(t.announcements.severity).map(([severity, word]) => (
            <option key={severity} value={severity}>
              {word}
            </option>
          ))}
        </SelectField>
        <TextField
          type="datetime-local"
          label={t.announcements.fromLabel}
          value={form.from}
          onChange={({ target }) => set('from', target.value)}
          fault={timeFault(faults.from)}
        />
        <TextField
          type="datetime-local"
          label={t.announcements.untilLabel}
          hint={t.announcements.untilHint}
          value={form.until}
          onChange={({ target }) => set('until', target.value)}
          fault={timeFault(faults.until)}
        />
      </div>
      <MoreFields form={form} onChange={onChange} faults={faults} />
      <AudienceField
        reach={form.reach}
        codes={form.codes}
        villages={villages}
        limited={limited}
        fault={faults.codes && t.announcements.chooseOne}
        onChange={(reach, codes) => onChange({ ...form, reach, codes })}
      />
    </fieldset>
  );
}
