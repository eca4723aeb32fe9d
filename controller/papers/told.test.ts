import { expect, test } from 'vitest';
import { toldRows, toldText } from './told.ts';

test('what residents told stands in the papers, and nothing where nobody did', () => {
  expect([toldRows(undefined), toldText(undefined)]).toEqual([[], '']);
  const told = {
    received: 12,
    answersDue: 11,
    answeredInTime: 9,
    closingsDue: 7,
    closedInTime: 7,
    medianAnswerMinutes: 41,
    medianCloseMinutes: null,
  };
  expect(toldText(told)).toMatch(
    /Laporan warga: 12; dijawab tepat waktu 9 dari 11, ditutup tepat waktu 7 dari 7, median jawab 41/,
  );
  expect(toldRows(told).map(([name]) => name)).toHaveLength(3);
  expect(toldRows(told)[2]?.[1]).toMatch(/ \/ –$/);
});
