import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, Copy, FileText, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type BoardPaper, boardPapers, type VillageBoard } from '#contract/village-board.ts';
import { withQuery } from '../api/client.ts';
import { serverNow } from '../live/clock.ts';
import { useServedVillages } from '../live/served-villages.ts';
import { Button, buttonClass } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { PageTitle, Section } from '../ui/layout.tsx';
import { problemText } from '../ui/problem-text.ts';
import { Failed, Loading } from '../ui/states-of-page.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { boardQuery } from './queries.ts';
import { toWibInput } from './wib-input.ts';
import { words } from './words.ts';

/** Of a phone's list of networks. */
const WIFI_MOST = 32;

/** *Cetak untuk papan desa*: a week of a village on paper, in the air, and how to get online on the wall. */
export function PrintPage() {
  const { t, f } = useTexts();
  const w = useWords(words);
  const villages = useServedVillages();
  const [chosen, setChosen] = useState('');
  const [day, setDay] = useState(() => toWibInput(new Date(serverNow()).toISOString()).slice(0, 10));
  const [wifi, setWifi] = useState<string | null>(null);
  const village = chosen || (villages[0]?.code ?? '');
  const name = villages.find(({ code }) => code === village)?.name ?? '';
  const board = useQuery(boardQuery(village, day));
  useEffect(() => {
    document.title = `${w.print} · ${t.shell.product}`;
  }, [t, w]);
  const wifiName = wifi ?? `Wifi Desa ${name}`.slice(0, WIFI_MOST);
  return (
    <>
      <Link to="/pengumuman" className="mb-2 inline-flex min-h-11 items-center gap-1 pr-2 text-accent">
        <ChevronLeft aria-hidden="true" size={18} />
        {t.shell.announcements}
      </Link>
      <PageTitle title={w.print} intro={w.printIntro} />
      <div className="mb-5 grid gap-4 sm:grid-cols-3">
        <SelectField label={w.village} value={village} onChange={({ target }) => setChosen(target.value)}>
          {villages.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <TextField type="date" label={w.day} value={day} onChange={({ target }) => setDay(target.value)} />
        <TextField
          label={w.wifi}
          maxLength={WIFI_MOST}
          value={wifiName}
          onChange={({ target }) => setWifi(target.value)}
        />
      </div>
      {board.data === undefined ? (
        board.isError ? (
          <Failed why={problemText(board.error, t, f)} onRetry={board.refetch} />
        ) : (
          <Loading rows={3} height="h-40" />
        )
      ) : (
        <Papers board={board.data} day={day} wifi={wifiName.trim() || 'Wifi Desa'} />
      )}
    </>
  );
}

function Papers({ board, day, wifi }: { board: VillageBoard; day: string; wifi: string }) {
  const { t, f } = useTexts();
  const w = useWords(words);
  const [copied, setCopied] = useState(false);
  const text = board.readAloud.join('\n\n');
  const address = (paper: BoardPaper) =>
    withQuery(`/api/village-board/${board.village.code}/${paper}.pdf`, {
      day,
      wifi: paper === 'poster' ? wifi : undefined,
    });
  const last = Date.parse(board.week.until) - 1;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        {boardPapers.map((paper) =>
          paper === 'poster' && board.address === null ? null : (
            <a
              key={paper}
              href={address(paper)}
              target="_blank"
              rel="noreferrer"
              className={buttonClass('plain')}
            >
              <Printer aria-hidden="true" size={18} />
              {w[paper]}
            </a>
          ),
        )}
      </div>
      {board.address === null && <p className="text-muted">{w.noAddress}</p>}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Section
          title={w.week}
          note={`${f.dateTime(Date.parse(board.week.from))} – ${f.dateTime(last)}. ${w.weekHint}`}
        >
          {board.announcements.length === 0 ? (
            <p className="text-muted">{w.weekNone}</p>
          ) : (
            <ol className="grid gap-3">
              {board.announcements.map((one) => (
                <li
                  key={one.id}
                  className={`border-l-4 pl-3 ${one.kind === 'warning' ? 'border-down' : 'border-line'}`}
                >
                  <p className="text-muted text-sm">{t.announcements.kind[one.kind]}</p>
                  <p className="break-words font-semibold">{one.title}</p>
                  <p className="break-words">{one.body}</p>
                  {one.picture !== null && (
                    <img
                      src={`/api/pictures/${one.picture.name}.webp`}
                      width={one.picture.width}
                      height={one.picture.height}
                      alt={one.title}
                      loading="lazy"
                      className="mt-2 h-auto max-h-48 w-auto max-w-full rounded-control"
                    />
                  )}
                </li>
              ))}
            </ol>
          )}
        </Section>
        <Section title={w.aloud}>
          <div className="grid gap-3 text-lg leading-relaxed">
            {board.readAloud.map((paragraph) => (
              <p key={paragraph} className="break-words">
                {paragraph}
              </p>
            ))}
          </div>
          <div className="mt-4 flex flex-wrap items-center gap-2">
            <Button
              onClick={() => {
                void navigator.clipboard.writeText(text).then(() => setCopied(true));
              }}
            >
              <Copy aria-hidden="true" size={18} />
              {w.copy}
            </Button>
            <a
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
              download={`dibacakan-${board.village.name}-${day}.txt`}
              className={buttonClass('plain')}
            >
              <FileText aria-hidden="true" size={18} />
              {w.saveText}
            </a>
            <p role="status" className="text-muted text-sm">
              {copied && w.copied}
            </p>
          </div>
        </Section>
      </div>
    </div>
  );
}
