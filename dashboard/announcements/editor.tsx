import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Announcement } from '#contract/announcements.ts';
import type { Me } from '#contract/staff.ts';
import { serverNow } from '../live/clock.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button } from '../ui/button.tsx';
import { problemText } from '../ui/problem-text.ts';
import { useTexts, useWords } from '../ui/text.tsx';
import { audienceText } from './audience-text.ts';
import { Fields } from './fields.tsx';
import { draftOf, emptyForm, formOf } from './form.ts';
import { PhaseBadge } from './phase-badge.tsx';
import { PhonePreview } from './phone-preview.tsx';
import { noteAnnouncement, publishAnnouncement, saveAnnouncement, withdrawAnnouncement } from './queries.ts';
import { SourceNote } from './source-note.tsx';
import { Versions } from './versions.tsx';
import { words } from './words.ts';

const Confirm = lazy(() => import('../ui/confirm.tsx').then((module) => ({ default: module.Confirm })));

export interface EditorProps {
  readonly known: Announcement | null;
  readonly me: Me;
  readonly mayWrite: boolean;
  readonly onSaved: (id: number) => void;
}

/** The fields on one side, the resident's phone on the other. */
export function Editor({ known, me, mayWrite, onSaved }: EditorProps) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const cache = useQueryClient();
  const villages = useServedVillages();
  const [form, setForm] = useState(() =>
    known === null ? emptyForm(serverNow(), me.villages) : formOf(known),
  );
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState<'publish' | 'withdraw' | null>(null);
  const { draft, faults } = draftOf(form);
  const note = (changed: Announcement) => {
    noteAnnouncement(cache, changed);
    onSaved(changed.id);
  };
  const saving = useMutation({
    mutationFn: async (then: 'draft' | 'publish') => {
      if (draft === null) throw new Error('the form has faults');
      const saved = await saveAnnouncement(draft, known);
      note(saved);
      return then === 'publish' && saved.phase === 'draft' ? publishAnnouncement(saved.id) : saved;
    },
    onSuccess: note,
  });
  const showing = useMutation({ mutationFn: (id: number) => publishAnnouncement(id), onSuccess: note });
  const [restored, setRestored] = useState<number | null>(null);
  const withdrawing = useMutation({ mutationFn: (id: number) => withdrawAnnouncement(id), onSuccess: note });
  const phase = known?.phase ?? 'draft';
  const source = known?.source ?? null;
  const open = mayWrite && phase !== 'withdrawn' && source === null;
  const failed = saving.error ?? withdrawing.error ?? showing.error;
  const save = () => {
    setTried(true);
    if (draft !== null) saving.mutate('draft');
  };
  const publish = () => {
    setTried(true);
    if (draft !== null) setAsking('publish');
  };

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h1 className="font-bold text-2xl leading-tight">
          {known === null ? t.announcements.write : open ? t.announcements.edit : known.title}
        </h1>
        {known !== null && <PhaseBadge phase={phase} />}
      </div>
      {!mayWrite && <p className="mb-4 text-muted">{t.announcements.readOnly}</p>}
      {known !== null && source !== null && (
        <SourceNote
          source={source}
          hidden={phase === 'withdrawn'}
          disabled={!mayWrite || withdrawing.isPending || showing.isPending}
          onHide={() => setAsking('withdraw')}
          onShow={() => showing.mutate(known.id)}
        />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] 2xl:grid-cols-[minmax(0,1fr)_46rem]">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Fields
            form={form}
            onChange={setForm}
            faults={tried && faults !== null ? faults : {}}
            villages={
              me.villages === null ? villages : villages.filter(({ code }) => me.villages?.includes(code))
            }
            limited={me.villages !== null}
            disabled={!open}
          />
          {failed !== null && (
            <p role="alert" className="mt-4 rounded-control bg-down-tint px-3 py-2 text-down-text">
              {(failed as { code?: string }).code === 'conflict'
                ? t.announcements.conflict
                : problemText(failed, t, f)}
            </p>
          )}
          {open && (
            <div className="mt-5 flex flex-wrap items-center gap-2">
              {phase === 'draft' && (
                <Button look="primary" onClick={publish} disabled={saving.isPending}>
                  {t.announcements.publish}
                </Button>
              )}
              <Button
                type="submit"
                look={phase === 'draft' ? 'plain' : 'primary'}
                disabled={saving.isPending}
              >
                {phase === 'draft' ? t.announcements.saveDraft : t.shell.save}
              </Button>
              {(phase === 'shown' || phase === 'scheduled') && (
                <Button look="danger" onClick={() => setAsking('withdraw')}>
                  {t.announcements.withdraw}
                </Button>
              )}
              <p role="status" className="text-muted">
                {saving.isSuccess &&
                  (saving.data.phase === 'draft' ? t.announcements.saved : t.announcements.published)}
              </p>
            </div>
          )}
          {known !== null && (
            <p className="mt-3 text-muted text-sm">
              {t.announcements.by({ who: known.writtenBy, at: f.dateTime(Date.parse(known.changedAt)) })}
            </p>
          )}
          {restored !== null && (
            <p role="status" className="mt-2 rounded-control bg-surface px-3 py-2">
              {w.restored({ number: f.number(restored) })}
            </p>
          )}
          {known !== null && (
            <Versions
              announcement={known}
              mayRestore={open}
              onRestore={(content, version) => {
                setForm(formOf(content));
                setRestored(version);
              }}
            />
          )}
        </form>
        <PhonePreview draft={draft} villages={villages} />
      </div>
      {asking !== null && (
        <Suspense>
          <Confirm
            title={asking === 'publish' ? t.announcements.publishTitle : t.announcements.withdrawTitle}
            text={
              asking === 'withdraw' || draft === null
                ? t.announcements.withdrawText
                : t.announcements.publishText({
                    audience: audienceText(draft.audience, villages, t),
                    from: f.dateTime(Date.parse(draft.from)),
                  })
            }
            yes={asking === 'publish' ? t.announcements.publish : t.announcements.withdraw}
            danger={asking === 'withdraw'}
            onYes={() => {
              if (asking === 'publish') saving.mutate('publish');
              else if (known !== null) withdrawing.mutate(known.id);
              setAsking(null);
            }}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </>
  );
}
