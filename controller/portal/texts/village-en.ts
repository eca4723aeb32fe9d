import { figuresOf } from './figures.ts';
import type { VillageTexts } from './village-texts.ts';

const { day, clock, date, sameDay } = figuresOf('en-GB');

export const villageEn: VillageTexts = {
  warnings: 'Warning',
  agenda: 'Agenda',
  works: 'Works',
  services: 'Services',
  about: 'About this wifi',
  call: 'Who to call',
  callOffice: 'Your village office.',
  contact: (contact) => `Call: ${contact}`,
  place: (place) => `Place: ${place}`,
  when: (startsAt, endsAt, allDay) => {
    if (allDay) return date(startsAt);
    if (endsAt === null) return day(startsAt);
    return `${day(startsAt)} to ${sameDay(startsAt, endsAt) ? clock(endsAt) : day(endsAt)}`;
  },
  progress: (percent) => `${percent}% done`,
  picture: (title) => `Picture: ${title}`,
  feed: (feed, okAt) =>
    okAt === null ? `Data of ${feed}, never updated yet` : `Data of ${feed}, updated ${day(okAt)}`,
  refreshed: (at) => `This page was refreshed ${day(at)}.`,
  closed: 'The wifi is closed now.',
  opensAt: (at) => `It opens again ${day(at)}.`,
  opensUnknown: 'When it opens is not known yet.',
  election: 'The wifi is for listed devices and codes only at the moment.',
  until: (at) => `Until ${day(at)}.`,
  planned: (from, until) =>
    until === null
      ? `The wifi will be off from ${day(from)}.`
      : `The wifi will be off ${day(from)} to ${sameDay(from, until) ? clock(until) : day(until)}.`,
  ending: (from) => `This wifi service ends ${date(from)}.`,
  haveCode: 'Have a code?',
  report: 'Report a fault',
  publicPage: 'Public page of the village',
  answers: 'Answers of staff',
  answered: (at, kind) => `${clock(at)}, report “${kind.toLowerCase()}”`,
  codeTitle: 'Join with a code',
  codeHint: 'Type the code of your voucher or officer. Capitals, small letters and dashes do not matter.',
  codeField: 'Code',
  codeButton: 'Use the code',
  codeTrouble: {
    unknown: 'This code is not known. Check how it is written.',
    'used-up': 'This code is used up. Ask for a new one at the village office.',
    revoked: 'This code was withdrawn. Ask at the village office.',
    expired: 'This code has expired. Ask for a new one at the village office.',
    'other-village': 'This code is for another village.',
    'too-many-devices': 'Too many phones use this code now. Disconnect one, then try again.',
    locked: 'Too many wrong codes. Wait 10 minutes, then try again.',
  },
  reportTitle: 'Report a fault of the wifi',
  reportHint: 'Press what you see. No name or telephone number is needed.',
  reportKind: { slow: 'Slow', 'cannot-join': 'Cannot join', dead: 'Dead', other: 'Something else' },
  reportText: 'A few words, if needed (at most 140 characters). No names or telephone numbers, please.',
  reportTooMany: 'This phone has reported enough for today. Your earlier report is still being handled.',
  reportNumber: 'Number of your report',
  reportKeep: 'Note this number. With it you can see the answer at any time.',
  reportSee: 'See the report',
  reportOf: (village) => `Wifi of ${village}`,
  reportReceived: (at) => `Received ${day(at)}.`,
  reportOpen: 'Staff have not answered yet.',
  reportDue: (at) => `An answer comes by ${day(at)}.`,
  reportOutage: 'This fault is known and being worked on.',
  reportClosed: (at) => `Closed ${day(at)}.`,
  reportAnswer: (at) => `Answer of staff, ${day(at)}:`,
  noReport: 'There is no report with this number. Check its six characters.',
  noReportTitle: 'Report not found',
  forget: 'Erase my data',
  forgetTitle: 'Erase the data of this phone?',
  forgetAsk:
    'Erased: the address of this phone in all notes of use, and the memory that it may connect by itself. It stays connected now; next time you press the button again.',
  forgetButton: 'Yes, erase',
  forgotten:
    'The address of this phone was erased from the notes of use, and the phone is no longer remembered. How much was used still counts, without an address.',
  notForgotten:
    'Nothing was erased: this phone is not connected by this page now, or its data were erased before.',
  infoTitle: 'Village wifi of Ogan Ilir',
  infoList: 'Choose a village to see its wifi and its announcements.',
  infoOf: (village) => `Village of ${village}`,
  status: {
    up: 'The wifi works.',
    degraded: 'The wifi works, but is disturbed.',
    down: (since) => (since === null ? 'The wifi is down.' : `The wifi is down since ${day(since)}.`),
    partly: 'Part of the wifi of this village is down.',
    unknown: 'We cannot see the state of the wifi yet.',
    none: 'There is no wifi in this village yet.',
  },
  statusTitle: 'Right now',
  noVillage: 'This village is not in our list.',
  feedOf: 'RSS feed',
  dataOf: 'JSON data',
  noticeVersion: (version) => `Notice, version ${version}.`,
  basis:
    'Basis of the notes: public service, UU 27/2022 art. 20(2)e. Notes with a phone’s address are kept for at most 90 days.',
};
