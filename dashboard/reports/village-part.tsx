import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { MonthReport, ReportVillage } from '#contract/reports.ts';
import { Section } from '../ui/layout.tsx';
import { useTexts, useWords } from '../ui/text.tsx';
import { AllOutages } from './all-outages.tsx';
import { Causes } from './causes.tsx';
import { Days } from './days.tsx';
import { FigureCard } from './figure-card.tsx';
import { TimeShares } from './time-shares.tsx';
import { words } from './words.ts';

/** The page of one village in the month: what its page in the printed report says. */
export function VillagePart({ report, village }: { report: MonthReport; village: ReportVillage }) {
  const w = useWords(words);
  const { felt, owed } = village.figures;
  return (
    <div className="grid gap-4">
      <div>
        <Link
          to="/laporan"
          search={(before) => ({ ...before, desa: undefined })}
          className="inline-flex min-h-11 items-center gap-1 pr-2 text-accent"
        >
          <ChevronLeft aria-hidden="true" size={18} />
          {w.allVillages}
        </Link>
        <h2 className="font-bold text-xl leading-tight">{village.name}</h2>
        <p className="text-muted">{village.kecamatan}</p>
      </div>
      <div className="grid gap-4 md:grid-cols-[3fr_2fr]">
        <FigureCard big title={w.felt} note={w.feltNote} figure={felt} />
        <FigureCard title={w.owed} note={w.owedNote({ rules: report.ruleSet.name })} figure={owed} />
      </div>
      <Section title={w.days} note={w.villagesNote}>
        <Days village={village} from={report.from} to={report.to} />
      </Section>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Causes causes={village.causes} />
        <Facts village={village} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <AllOutages outages={report.outages.filter((outage) => outage.village.code === village.code)} />
        <TimeShares figure={felt} excusedSeconds={owed.excusedSeconds} />
      </div>
    </div>
  );
}

function Facts({ village }: { village: ReportVillage }) {
  const { f } = useTexts();
  const w = useWords(words);
  const time = (seconds: number | null) => (seconds ? f.durationCoarse(seconds * 1000) : '–');
  const count = (value: number | null) => (value === null ? '–' : f.number(value));
  const facts: [string, string][] = [
    [w.outages, f.number(village.outages)],
    [w.longest, time(village.longestSeconds)],
    [w.meanRepair, time(village.meanSeconds)],
    [
      w.power,
      village.power.count === 0
        ? '–'
        : `${w.times({ count: f.number(village.power.count) })} ${time(village.power.seconds)}`,
    ],
    [w.traffic, f.bytes(Number(village.receiveBytes))],
    [w.upload, f.bytes(Number(village.transmitBytes))],
    [w.people, count(village.peakUsers)],
    [w.sessions, count(village.sessions)],
    [w.devices, count(village.devices)],
  ];
  return (
    <Section title={w.facts}>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-4 font-semibold">{w.routers}</h3>
      <ul>
        {village.routers.map((router) => (
          <li key={router.id} className="flex flex-wrap items-baseline gap-x-2">
            <Link
              to="/titik/$id"
              params={{ id: String(router.id) }}
              className="inline-flex min-h-11 items-center text-accent underline md:min-h-8"
            >
              {router.name}
            </Link>
            <span className="text-muted text-sm">
              {router.uplink.toUpperCase()}
              {router.provider !== null && `, ${router.provider}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
