import { figuresOf } from './figures.ts';
import type { Field, Texts } from './texts.ts';
import { villageEn } from './village-en.ts';

const { day, clock, size } = figuresOf('en-GB');

function time(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 || minutes < 60 ? [`${minutes % 60} min`] : []),
  ].join(' ');
}

const fields: Readonly<Record<Field, string>> = {
  mac: 'mac (address of the phone)',
  login: 'login (address of the router)',
  bahasa: 'bahasa (language)',
  tanda: 'tanda (stamp of the page)',
  kode: 'kode (code)',
  jenis: 'jenis (kind of fault)',
  teks: 'teks (a few words)',
  t: 't (stamp of the page)',
  badan: 'badan (the whole form)',
};

export const en: Texts = {
  locale: 'en',
  otherLanguage: { locale: 'id', name: 'Bahasa Indonesia' },
  v: villageEn,
  title: (village) => `Free wifi of ${village}`,
  from: 'From the government of Ogan Ilir',
  announcements: 'Announcements',
  moreAnnouncements: 'More announcements',
  kind: {
    news: 'News',
    agenda: 'Agenda',
    warning: 'Warning',
    works: 'Works',
    service: 'Service',
  },
  severity: { info: '', caution: 'Attention', danger: 'Danger' },
  until: (at) => `Until ${day(at)}`,
  button: 'Connect',
  terms: ({ minutes, bytes }) => [
    minutes === null && bytes === null
      ? 'Free for everyone.'
      : `Free. Each phone, each day: ${[
          ...(minutes === null ? [] : [time(minutes * 60)]),
          ...(bytes === null ? [] : [size(bytes)]),
        ].join(' or ')}.`,
    'Not for fraud, insults or anything else that the law forbids.',
    'We note the phone’s address and when it was used, not the sites you open. We never ask for your NIK or a password.',
  ],
  agree: 'By pressing the button you agree to the',
  rulesLink: 'rules of use',
  notOnWifi: 'To start, connect your phone to the village wifi first. This page then opens by itself.',
  trouble: {
    again: 'Not connected yet. Press the button once more.',
    'page-old': 'This page has been open for long. Press the button once more.',
    'other-phone': 'The phone’s address has changed. Switch its wifi off and on, then try again.',
    'still-connected': 'This phone still counts as connected. Wait 5 minutes, then try again.',
    full: 'The wifi is full. Try again in 10 minutes.',
    'no-answer': 'The service does not answer yet. Try again in 1 minute.',
    'under-way': 'Still working on it. Wait a moment, then press the button again.',
    quota: 'This phone has used up its share of today. A new one begins at 04:00 WIB.',
    closed: 'The wifi is closed now. This page says when it opens.',
    devices: 'Too many phones use this code now. Disconnect one, then try again.',
    revoked: 'This code was withdrawn. Ask at the village office.',
    restarting: 'The router is restarting. Try again in 2 minutes.',
    'needs-officer': 'This wifi needs an officer. Please tell the village office.',
    unknown: 'It did not connect. Try once more; if it still fails, tell the village office.',
  },
  trial: 'Use internet for a short while',
  welcomeTitle: 'Your phone is connected',
  welcome: 'Enjoy. When the phone sleeps, it connects again by itself until 04:00 WIB.',
  left: ({ seconds, bytes }) =>
    seconds === null && bytes === null
      ? 'No limit today.'
      : `Left today: ${[
          ...(seconds === null ? [] : [time(seconds)]),
          ...(bytes === null ? [] : [size(bytes)]),
        ].join(' or ')}.`,
  resets: 'A new share begins at 04:00 WIB.',
  rulesTitle: 'Rules of the village wifi',
  rules: [
    'This wifi is free, from the government of Ogan Ilir for the people and guests of the village.',
    'Not for fraud, insults, hate, gambling or anything else that the law forbids.',
    'The share of each phone is counted by the day, from 04:00 to 04:00 WIB, so that there is enough for all.',
    'What we note: the device’s address (MAC), its address in the network, start and end, and how much data. Not the sites you open.',
    'The notes serve to run this service and to answer lawful requests (UU 27/2022); then they are deleted.',
    'We never ask for your NIK, a password, an OTP code or money. Whoever asks is not us.',
    'Do not type bank passwords or important data into sites without a lock (https): this wifi is open to all.',
  ],
  back: 'Back',
  unknownTitle: 'Unknown village',
  unknownVillage:
    'This address belongs to no village wifi. Switch the phone’s wifi off and on, then open the page that appears.',
  notHere: 'There is no such page. Connect your phone to the village wifi; the right page opens by itself.',
  fieldTitle: 'A field is wrong',
  fieldWrong: (field) =>
    `The field ${fields[field]} is wrong. Switch the phone’s wifi off and on, then try again.`,
  tooLargeTitle: 'A field is too long',
  tooLarge: (field) => `The field ${fields[field]} is too long.`,
  tooManyTitle: 'Too many tries',
  tooMany: 'Wait 1 minute, then try again.',
  goneTitle: 'The service is disturbed',
  gone: (at) => `At ${clock(at)} the service cannot be reached. Try again in a few minutes.`,
  notReadyTitle: 'This wifi is not ready yet',
  notReady: 'The router of this village is not set up yet. Tell the village office, or try again later.',
  failedTitle: 'Something went wrong on our side',
  failed: 'It was written down. Try again in a few minutes.',
};
