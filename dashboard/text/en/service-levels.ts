import type { Same } from '../catalogue.ts';
import type { serviceLevels as source } from '../id/service-levels.ts';

export const serviceLevels: Same<typeof source> = {
  parts: {
    'jam-layanan': 'Service hours & SLA',
    pemeliharaan: 'Decrees & maintenance',
    kontrak: 'Provider contracts',
    kop: 'Letterhead',
    ambang: 'Thresholds',
  },
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved.',
  refusals: {
    'ends-before-it-begins': 'It ends before it begins.',
    'longer-than-a-year': 'Longer than a year: check the dates.',
    'unknown-village': 'One of the villages is not known.',
    'unknown-router': 'One of the routers is not known, or was removed.',
    'unknown-rule-set': 'This rule set is not known.',
    'number-taken': 'This contract number is there already.',
    'router-in-two-contracts': 'A router is in another contract at the same time.',
    'second-person': 'Whoever entered it cannot approve it: ask a second person.',
    withdrawn: 'It was withdrawn.',
  },
  letterhead: {
    title: 'Letterhead and signer',
    note: 'Used on the monthly report and on claims.',
    lines: 'Lines of the head',
    linesHint: 'One name a line, 1 to 5 lines.',
    linesWrong: 'Fill in 1 to 5 lines of at most 120 letters.',
    address: 'Address',
    place: 'Place',
    placeHint: 'Stands before the date of a letter.',
    number: 'Pattern of letter numbers',
    numberHint:
      '{n} running number (filled in when the report is closed), {bulan} month in Roman numerals, {tahun} year.',
    numberWrong: 'It must hold {n}, so that each letter has a number of its own.',
    signer: 'Name of the signer',
    nip: 'NIP',
    jobTitle: 'Position',
    rank: 'Rank, grade',
    rankHint: 'May be empty.',
    needed: 'Must be filled in.',
    preview: 'Preview',
    previewLanguage: 'Letters are always in Indonesian.',
  },
};
